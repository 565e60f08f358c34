import { standingOf, suggestersOf } from '../../../domain/gate/signed-for.ts';
import { can } from '../../../domain/people/can.ts';
import { tieInWords, tiesBetween, tieSentence } from '../../../domain/people/ties.ts';
import { standing } from '../../../domain/stage.ts';
import type { Version } from '../../../domain/state.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { classes } from '../../ui/classes.ts';
import { count, firstName, roleWord } from '../../ui/format.ts';
import { hueOf } from '../../ui/hue.ts';
import { useCampaign, useMe, useTeam } from '../open-campaign.ts';
import type { WroteIn } from './wrote.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** Whose words a signer signs: each author, how many of the new words are theirs, and what ties them to the signer. */
export const Authors = ({ version, wrote }: { version: Version; wrote: WroteIn | null }) => {
  const team = useTeam();
  const me = useMe();
  const campaign = useCampaign();
  const name = (id: string): string => team.members[id]?.name ?? 'Someone';
  const nameOrYou = (id: string): string => (id === me.id ? 'you' : firstName(name(id)));
  const { authors } = standingOf(team, campaign, version);
  const suggesters = suggestersOf(team, campaign, version);
  const signed = standing(version).map(({ by }) => by);
  const mayStill = can(me, 'decide review', team.policy) && !signed.includes(me.id);
  const signers = mayStill ? [...signed, me.id] : signed;
  const ties = signers.flatMap((signer) => tiesBetween(team, signer, authors).map((tie) => ({ tie, signer })));
  const words = (id: string): number => wrote?.all.get(id)?.words ?? 0;
  const about = (id: string): string =>
    [
      roleWord(team.members[id]?.role ?? 'viewer'),
      ...(suggesters.includes(id) ? ['by suggestion too'] : []),
      ...ties.filter(({ tie }) => tie.who === id && tie.how !== 'lead').map(({ tie }) => tieInWords(tie, nameOrYou)),
    ].join(', ');
  return (
    <section aria-labelledby="version-authors">
      <h3 id="version-authors">Edited by, since the last signed version</h3>
      <ul className={c('wrote')}>
        {authors.map((id) => (
          <li key={id}>
            <Avatar name={name(id)} role={team.members[id]?.role ?? 'viewer'} hue={hueOf(team, id)} size="small" />
            <span>
              {name(id)} <span className={c('quiet')}>{about(id)}</span>
            </span>
            {words(id) > 0 && <span className={c('number')}>{count(words(id), 'new word')}</span>}
          </li>
        ))}
      </ul>
      {wrote !== null && wrote.unknown > 0 && (
        <p className={c('quiet')}>
          {count(wrote.unknown, 'new word')} {wrote.unknown === 1 ? 'is' : 'are'} not in the draft any more, so their
          writer cannot be told.
        </p>
      )}
      {mayStill && (
        <p className={c('quiet')}>
          {authors.includes(me.id) ? 'You edited it.' : 'You have not edited it, so you can sign it.'}
        </p>
      )}
      {ties.length > 0 && (
        <p className={c('quiet')}>
          {ties.map(({ tie, signer }) => tieSentence(tie, signer, name)).join(' ')} Record and certificate say so, too.
        </p>
      )}
    </section>
  );
};
