import type { Frozen } from '../../../domain/canonical/form.ts';
import type { Version } from '../../../domain/state.ts';
import { classes } from '../../ui/classes.ts';
import { firstName } from '../../ui/format.ts';
import { useTeam } from '../open-campaign.ts';
import { Authors } from './Authors.tsx';
import { Checked } from './Checked.tsx';
import { SignedFor } from './SignedFor.tsx';
import type { Reading } from './use-reading.ts';
import type { WroteIn } from './wrote.ts';
import styles from './Review.module.css';

const c = classes(styles);

/** What a reader should know before a verdict: what the asker says, checks, authors, and what it would launch. */
export const Known = ({
  version,
  frozen,
  reading,
  wrote,
}: {
  version: Version;
  frozen: Frozen;
  reading: Reading;
  wrote: WroteIn | null;
}) => {
  const team = useTeam();
  return (
    // It scrolls by itself, so that keys must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={c('known')} aria-label="What is known about it" tabIndex={0}>
      {version.note?.body && (
        <section aria-labelledby="version-note">
          <h3 id="version-note">{firstName(team.members[version.by]?.name ?? 'Someone')} says</h3>
          <p className={c('words')}>{version.note.body.text}</p>
        </section>
      )}
      <Checked version={version} frozen={frozen} reading={reading} />
      <Authors version={version} wrote={wrote} />
      <SignedFor frozen={frozen} heading={forWhat(reading)} />
    </section>
  );
};

const forWhat = ({ signed, signs }: Reading): string =>
  signed ? 'What you signed for' : signs ? 'What you would be signing for' : 'What it is for';
