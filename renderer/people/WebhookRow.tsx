import { useState } from 'react';
import type { Webhook } from '../../domain/state.ts';
import { sayOutcome, whyNot } from '../app/say-outcome.ts';
import { useWorkspace } from '../client/hooks.ts';
import { Badge } from '../ui/Badge.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { classes } from '../ui/classes.ts';
import { listed } from '../ui/format.ts';
import { toldOf } from './told-of.ts';
import styles from './People.module.css';

const c = classes(styles);

/** One program that is told: where, of what, and whether it is now. `url` is null where nobody told the whole address. */
export const WebhookRow = ({ webhook, url, onEdit }: { webhook: Webhook; url: string | null; onEdit: () => void }) => {
  const workspace = useWorkspace();
  const [removing, setRemoving] = useState(false);
  const { id, name, host, on, active } = webhook;
  return (
    <li className={c('row', 'hook')}>
      <span className={c('glyph')}>
        <Icon name="send" />
      </span>
      <span className={c('who')}>
        <span className={c('name')}>{name}</span>
        <span className={c('address')}>{url ?? host}</span>
        <span className={c('quiet')}>when a version is {listed(on.map((kind) => toldOf[kind]))}</span>
      </span>
      <span className={c('badges')}>
        {active ? (
          <Badge tone="good" icon="check">
            Active
          </Badge>
        ) : (
          <Badge icon="hold" outlined>
            Paused
          </Badge>
        )}
      </span>
      <Menu
        label={`Change ${name}`}
        size="small"
        items={[
          { id: 'edit', label: 'Change', icon: 'suggest', onAction: onEdit },
          {
            id: 'pause',
            label: active ? 'Pause' : 'Resume',
            icon: active ? 'hold' : 'ramp',
            hint: active ? 'What happens meanwhile is not sent later.' : undefined,
            onAction: () => {
              void sayOutcome(
                workspace.send({ kind: 'set webhook', webhook: id, name, url: null, on, active: !active }),
              );
            },
          },
          {
            id: 'remove',
            label: 'Remove',
            icon: 'x',
            onAction: () => {
              setRemoving(true);
            },
          },
        ]}
      />
      {removing && (
        <ConfirmDialog
          title={`Remove ${name}?`}
          action="Remove"
          onConfirm={async () => whyNot(await workspace.send({ kind: 'remove webhook', webhook: id }))}
          onClose={() => {
            setRemoving(false);
          }}
        >
          <p>Nothing more is sent to {host}, and its secret is deleted. That it was here stays in the record.</p>
        </ConfirmDialog>
      )}
    </li>
  );
};
