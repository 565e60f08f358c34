import { useState } from 'react';
import type { Webhook } from '../../domain/state.ts';
import { useWhyOffline, useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { useTold } from '../client/use-told.ts';
import { Button } from '../ui/Button.tsx';
import { NotPossible } from '../ui/NotPossible.tsx';
import { classes } from '../ui/classes.ts';
import { Deliveries } from './Deliveries.tsx';
import { PeopleFrame } from './PeopleFrame.tsx';
import { WebhookDialog } from './WebhookDialog.tsx';
import { WebhookRow } from './WebhookRow.tsx';
import styles from './People.module.css';

const c = classes(styles);

/** Other programs that are told what happens, and what came of each telling. */
export const Webhooks = () => {
  const workspace = useWorkspace();
  const offline = useWhyOffline();
  const all = Object.values(useWorkspaceState((state) => state.webhooks));
  const urls = useTold(workspace.inquiries.webhookUrls);
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null);
  const url = (id: string): string | null => (urls.told?.ok ? (urls.told.value[id] ?? null) : null);
  const whyNot = workspace.sample ? 'Not in the sample. Start a workspace of your own.' : offline;
  return (
    <PeopleFrame at="webhooks">
      <section className={c('block', 'single')} aria-labelledby="webhooks">
        <header className={c('head')}>
          <h1 id="webhooks" className={c('title')}>
            Webhooks
          </h1>
          <span className={c('quiet')}>{all.length}</span>
          <span className={c('grow')} />
          {whyNot === null ? (
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
            <NotPossible reason={whyNot}>Add a webhook</NotPossible>
          )}
        </header>
        {all.length === 0 ? (
          <div className={c('card')}>
            <p>
              No webhooks yet. A webhook sends a signed message to an address of yours when a review is requested, or a
              version is signed, launched or halted.
            </p>
          </div>
        ) : (
          <ul className={c('rows')}>
            {all.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                url={url(webhook.id)}
                onEdit={() => {
                  setEditing(webhook);
                }}
              />
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
    </PeopleFrame>
  );
};
