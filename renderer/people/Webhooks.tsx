import { useState } from 'react';
import type { Webhook } from '../../domain/state.ts';
import { sayOutcome } from '../app/say-outcome.ts';
import { useOnline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { useTold } from '../client/use-told.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { NotPossible } from '../ui/NotPossible.tsx';
import { classes } from '../ui/classes.ts';
import { listed } from '../ui/format.ts';
import { Deliveries } from './Deliveries.tsx';
import { PeopleFrame } from './PeopleFrame.tsx';
import { WebhookDialog } from './WebhookDialog.tsx';
import styles from './People.module.css';

const c = classes(styles);

/** Other programs that are told what happens, and what came of each telling. */
export const Webhooks = () => {
  const workspace = useWorkspace();
  const online = useOnline();
  const webhooks = useWorkspaceState((state) => state.webhooks);
  const urls = useTold(workspace.inquiries.webhookUrls);
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null);
  const [removing, setRemoving] = useState<Webhook | null>(null);
  const all = Object.values(webhooks);
  const url = (id: string): string | null => (urls.told?.ok ? (urls.told.value[id] ?? null) : null);
  const pause = (webhook: Webhook) => {
    const { id, name, on, active } = webhook;
    void sayOutcome(workspace.send({ kind: 'set webhook', webhook: id, name, url: null, on, active: !active }));
  };
  return (
    <PeopleFrame at="webhooks">
      <section className={c('block', 'single')} aria-labelledby="webhooks">
        <header className={c('head')}>
          <h1 id="webhooks" className={c('title')}>
            Webhooks
          </h1>
          <span className={c('quiet')}>{all.length}</span>
          <span className={c('grow')} />
          {workspace.sample ? (
            <NotPossible reason="The sample tells no other program. Start a workspace of your own.">
              Add a webhook
            </NotPossible>
          ) : online ? (
            <Button
              kind="primary"
              icon="plus"
              onPress={() => {
                setEditing('new');
              }}
            >
              Add a webhook
            </Button>
          ) : (
            <NotPossible reason="Needs a connection to the server.">Add a webhook</NotPossible>
          )}
        </header>
        {all.length === 0 ? (
          <div className={c('card')}>
            <p>
              No other program is told anything. A webhook sends a signed message to an address of yours when a review
              is requested, a version is signed, launched or halted.
            </p>
          </div>
        ) : (
          <ul className={c('rows')}>
            {all.map((webhook) => (
              <li key={webhook.id} className={c('row', 'hook')}>
                <span className={c('glyph')}>
                  <Icon name="send" />
                </span>
                <span className={c('who')}>
                  <span className={c('name')}>{webhook.name}</span>
                  <span className={c('address')}>{url(webhook.id) ?? webhook.host}</span>
                </span>
                <span className={c('role')}>{listed(webhook.on)}</span>
                <span className={c('badges')}>
                  {webhook.active ? (
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
                  label={`Change ${webhook.name}`}
                  size="small"
                  items={[
                    {
                      id: 'edit',
                      label: 'Change it',
                      icon: 'suggest',
                      onAction: () => {
                        setEditing(webhook);
                      },
                    },
                    {
                      id: 'pause',
                      label: webhook.active ? 'Pause it' : 'Go on with it',
                      icon: webhook.active ? 'hold' : 'ramp',
                      hint: webhook.active ? 'What happens meanwhile is not sent later.' : undefined,
                      onAction: () => {
                        pause(webhook);
                      },
                    },
                    {
                      id: 'remove',
                      label: 'Remove it',
                      icon: 'x',
                      onAction: () => {
                        setRemoving(webhook);
                      },
                    },
                  ]}
                />
              </li>
            ))}
          </ul>
        )}
      </section>
      <Deliveries />
      {editing !== null && (
        <WebhookDialog
          webhook={editing === 'new' ? null : editing}
          url={editing === 'new' ? null : url(editing.id)}
          onClose={() => {
            setEditing(null);
            urls.again();
          }}
        />
      )}
      {removing && (
        <Dialog
          kind="alert"
          title={`Remove ${removing.name}?`}
          onClose={() => {
            setRemoving(null);
          }}
          footer={
            <>
              <Button
                onPress={() => {
                  setRemoving(null);
                }}
              >
                Keep it
              </Button>
              <Button
                kind="stop"
                filled
                onPress={() => {
                  setRemoving(null);
                  void sayOutcome(workspace.send({ kind: 'remove webhook', webhook: removing.id }));
                }}
              >
                Remove it
              </Button>
            </>
          }
        >
          <p>
            Nothing more is sent to {removing.host}, and its secret is forgotten. That it was here stays in the record.
          </p>
        </Dialog>
      )}
    </PeopleFrame>
  );
};
