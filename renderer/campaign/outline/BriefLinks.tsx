import { briefParts, type BriefPart } from '../../../domain/campaign/rooms.ts';
import { textOf } from '../../../domain/campaign/sequence.ts';
import type * as Y from 'yjs';
import { useRoomValue } from '../../client/hooks.ts';
import { classes } from '../../ui/classes.ts';
import { briefWords } from '../part-words.ts';
import { useHref, useOpenCampaign } from '../open-campaign.ts';
import { useThreadCounts } from '../discussion/thread-counts.ts';
import { Section } from './Section.tsx';
import { ThreadBadge } from './ThreadBadge.tsx';
import styles from './Outline.module.css';

const c = classes(styles);
/** Which parts have something to read in them. */
const written = (doc: Y.Doc): BriefPart[] =>
  briefParts.filter((part) => /[^\s\u2029]/u.test(textOf(doc, `brief/${part}`)?.toString() ?? ''));
/** Without these no version is asked for; tone and proof may stay empty. */
const needed: readonly BriefPart[] = ['objective', 'audience', 'offer', 'keyMessages'];

export const BriefLinks = () => {
  const { brief, place } = useOpenCampaign();
  const href = useHref();
  const has = new Set(useRoomValue(brief, written));
  const counts = useThreadCounts();
  return (
    <Section
      title="Brief"
      icon="doc"
      place={{ at: 'brief', part: null }}
      current={place.at === 'brief' && place.part === null}
      done={has.size}
      of={briefParts.length}
      complete={needed.every((part) => has.has(part))}
      here={place.at === 'brief'}
    >
      <ul className={c('bits')}>
        {briefParts.map((part) => (
          <li key={part}>
            <a
              href={href({ at: 'brief', part })}
              aria-current={place.at === 'brief' && place.part === part ? 'page' : undefined}
            >
              <span className={c('clip')}>{briefWords[part].title}</span>
              <span className={c('end')}>
                <ThreadBadge count={counts.get(`brief/${part}`)} />
                {!has.has(part) && <span className={c('count')}>empty</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
};
