import type { Frozen } from '../../../domain/canonical/form.ts';
import { classes } from '../../ui/classes.ts';
import { factInWords, ruleWords } from '../facts/fact-words.ts';
import { useTeam } from '../open-campaign.ts';
import styles from './Review.module.css';

const c = classes(styles);
const titles = { window: 'Launch', reach: 'Reach', ramp: 'Ramp up', halt: 'Halt' } as const;

/** When and to how many a version would go out, and what would ramp it up or halt it. */
export const SignedFor = ({ frozen, heading }: { frozen: Frozen; heading: string }) => {
  const team = useTeam();
  const { facts } = frozen.form;
  return (
    <section aria-labelledby="version-for">
      <h3 id="version-for">{heading}</h3>
      <dl className={c('values')}>
        {(['window', 'reach', 'ramp', 'halt'] as const).map((fact) => (
          <div key={fact}>
            <dt>{titles[fact]}</dt>
            <dd>
              {fact === 'window' || fact === 'reach'
                ? factInWords(fact, facts[fact], team)
                : (facts[fact] ?? []).map((rule) => <p key={ruleWords(rule)}>{ruleWords(rule)}</p>)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
