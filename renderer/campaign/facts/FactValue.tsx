import type { FactKey } from '../../../domain/campaign/facts.ts';
import { classes } from '../../ui/classes.ts';
import { firstName, listed, localDay, money, percent } from '../../ui/format.ts';
import { useCampaign, useTeam } from '../open-campaign.ts';
import { factInWords, ruleWords, targetWords } from './fact-words.ts';
import styles from './Facts.module.css';

const c = classes(styles);

/** A decided fact as people read it: tables where it has rows, a sentence where it has not. */
export const FactValue = ({ fact }: { fact: FactKey }) => {
  const { facts } = useCampaign();
  const team = useTeam();
  const currency = facts.budget?.currency ?? 'GBP';
  if (fact === 'sender' && facts.sender) {
    const { name, email, company, phone, address, optOutUrl } = facts.sender;
    return (
      <dl className={c('pairs')}>
        {[
          ['Name', name],
          ['E-mail', email],
          ['Company', company],
          ['Phone', phone],
          ['Postal address', address],
          ['Opt-out page', optOutUrl],
        ].map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value || <span className={c('quiet')}>none</span>}</dd>
          </div>
        ))}
      </dl>
    );
  }
  if (fact === 'budget' && facts.budget) {
    const left = facts.budget.lines.reduce((rest, line) => rest - line.amount, facts.budget.amount);
    return (
      <>
        <p>{money(facts.budget.amount, currency)}</p>
        {facts.budget.lines.length > 0 && (
          <table className={c('table', 'amounts')}>
            <tbody>
              {facts.budget.lines.map((line, index) => (
                <tr key={`${line.what} ${index}`}>
                  <th scope="row">{line.what}</th>
                  <td>{money(line.amount, currency)}</td>
                </tr>
              ))}
              {left > 0 && (
                <tr className={c('quiet')}>
                  <th scope="row">Unallocated</th>
                  <td>{money(left, currency)}</td>
                </tr>
              )}
            </tbody>
          </table>
        )}
      </>
    );
  }
  if (fact === 'targets' && facts.targets)
    return (
      <table className={c('table')}>
        <thead>
          <tr>
            <th scope="col">KPI</th>
            <th scope="col">Target</th>
            <th scope="col">By</th>
            <th scope="col">Owners</th>
          </tr>
        </thead>
        <tbody>
          {facts.targets.map((target, index) => (
            <tr key={`${target.kpi} ${index}`}>
              <th scope="row">{target.kpi}</th>
              <td>
                {target.unit === 'percent'
                  ? percent(target.value)
                  : target.unit === 'money'
                    ? money(target.value, currency)
                    : targetWords(target, currency)
                        .replace(`${target.kpi} `, '')
                        .replace(/ by .*$/, '')
                        .replace(' or less', '')}
                {target.atMost && ' or less'}
              </td>
              <td>{localDay(target.due)}</td>
              <td>
                {target.owners.length > 0
                  ? listed(target.owners.map((owner) => firstName(team.members[owner]?.name ?? 'someone')))
                  : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    );
  if ((fact === 'ramp' || fact === 'halt') && facts[fact])
    return facts[fact].length === 0 ? (
      <p>No rule.</p>
    ) : (
      <ul className={c('rules')}>
        {facts[fact].map((rule, index) => (
          <li key={`${rule.metric} ${index}`}>{ruleWords(rule)}</li>
        ))}
      </ul>
    );
  return <p>{factInWords(fact, facts[fact], team, currency)}</p>;
};
