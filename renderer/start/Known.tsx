import { useState } from 'react';
import { addressOf } from '../app/paths.ts';
import type { Door, KnownWorkspace } from '../client/contract.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { classes } from '../ui/classes.ts';
import { roleWord, since } from '../ui/format.ts';
import styles from './Start.module.css';

const c = classes(styles);

/** Workspaces that this laptop has been in: a way back into each, and a way to be rid of it. */
export const Known = ({
  door,
  known,
  onForgotten,
}: {
  door: Door;
  known: readonly KnownWorkspace[];
  onForgotten: () => void;
}) => {
  const [forgetting, setForgetting] = useState<KnownWorkspace | null>(null);
  if (known.length === 0) return null;
  return (
    <section className={c('known')} aria-labelledby="known">
      <h2 id="known" className={c('label')}>
        On this laptop
      </h2>
      <ul className={c('ways')}>
        {known.map((each, index) => (
          <li key={`${each.id}/${each.seat}`} className={c('knownRow')}>
            {/* Another workspace is another page, so it is a link and not a change of this one. */}
            <a className={c('way', 'seat', index === 0 && 'first')} href={addressOf(each.id, each.seat)}>
              <Avatar name={each.member.name} role={each.member.role} hue={hueByName(each.member.name)} />
              <span className={c('wayTitle')}>{each.name}</span>
              <Icon name="right" small />
              <span className={c('waySays')}>
                {each.member.name}, {roleWord(each.member.role)}
                {each.sample ? ' in the sample' : ''} · last open {since(each.openedAt)}
              </span>
            </a>
            <IconButton
              icon="x"
              size="small"
              label={`Remove ${each.name} (${each.member.name})`}
              onPress={() => {
                setForgetting(each);
              }}
            />
          </li>
        ))}
      </ul>
      {forgetting && (
        <ConfirmDialog
          title={`Remove ${forgetting.name} from this laptop?`}
          action="Remove"
          onConfirm={async () => {
            const left = await door.forget(forgetting.id, forgetting.seat);
            if (left.kind === 'refused') return left.says;
            onForgotten();
            return null;
          }}
          onClose={() => {
            setForgetting(null);
          }}
        >
          <p>
            {forgetting.sample
              ? 'You can take this chair again from the sample at any time.'
              : `You are signed out of it here, and need a sign-in link to come back. What was not sent from here stays, and goes out once ${forgetting.member.name} is back.`}
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
};

/** No order of joining is known out here; the same name has the same hue each time. */
const hueByName = (name: string): number =>
  Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6;
