import { useState } from 'react';
import { MergeField } from '../../domain/campaign/facts.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Notice } from '../ui/Notice.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import { TextField } from '../ui/TextField.tsx';
import { classes } from '../ui/classes.ts';
import { count } from '../ui/format.ts';
import styles from './People.module.css';

const c = classes(styles);
const sources = [
  { value: 'prospect', label: 'Prospect' },
  { value: 'sender', label: 'Sender' },
] as const;

/** The fields that merge tags in the copy may name. */
export const MergeFields = () => {
  const workspace = useWorkspace();
  const fields = useWorkspaceState((all) => all.mergeFields);
  const [editing, setEditing] = useState(false);
  return (
    <section className={c('card')} aria-labelledby="fields">
      <header className={c('head')}>
        <h2 id="fields" className={c('sub')}>
          Merge fields
        </h2>
        <span className={c('quiet')}>{fields.length}</span>
        <span className={c('grow')} />
        {workspace.me().admin && (
          <Button
            size="small"
            onPress={() => {
              setEditing(true);
            }}
          >
            Change
          </Button>
        )}
      </header>
      {fields.length === 0 ? (
        <p className={c('quiet')}>None yet. Copy names them in double braces, like a first name.</p>
      ) : (
        <table className={c('fields')}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">From</th>
              <th scope="col">If it is empty</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name}>
                <td>{field.name}</td>
                <td>{field.from}</td>
                <td>{field.fallback || <span className={c('quiet')}>nothing</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing && (
        <FieldsDialog
          was={fields}
          onClose={() => {
            setEditing(false);
          }}
        />
      )}
    </section>
  );
};

type Row = MergeField & { key: number };

const FieldsDialog = ({ was, onClose }: { was: MergeField[]; onClose: () => void }) => {
  const workspace = useWorkspace();
  const [rows, setRows] = useState<Row[]>(() => was.map((field, key) => ({ ...field, key })));
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const put = (key: number, change: Partial<MergeField>) => {
    setRows(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  };
  const save = async () => {
    const fields: MergeField[] = [];
    for (const { name, from, fallback } of rows) {
      const read = MergeField.safeParse({ name, from, fallback });
      if (!read.success) {
        setWrong(`“${name || 'A field'}” needs a name of at most 60 characters without braces.`);
        return;
      }
      if (fields.some((field) => field.name === read.data.name)) {
        setWrong(`“${read.data.name}” is there twice.`);
        return;
      }
      fields.push(read.data);
    }
    setBusy(true);
    const why = whyNot(await workspace.send({ kind: 'set merge fields', was, fields }));
    setBusy(false);
    if (why === null) onClose();
    else setWrong(why);
  };
  return (
    <Dialog
      wide
      title="Merge fields"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" isDisabled={busy} onPress={() => void save()}>
            {rows.length === 0 ? 'Save no field' : `Save ${count(rows.length, 'field')}`}
          </Button>
        </>
      }
    >
      {rows.map((row, index) => (
        <div key={row.key} className={c('edit')}>
          <TextField label="Name" hideLabel={index > 0} value={row.name} onChange={(name) => put(row.key, { name })} />
          <SelectField
            label="From"
            hideLabel={index > 0}
            options={sources}
            value={row.from}
            onChange={(from) => put(row.key, { from })}
          />
          <TextField
            label="If it is empty"
            hideLabel={index > 0}
            value={row.fallback}
            onChange={(fallback) => put(row.key, { fallback })}
          />
          <IconButton
            icon="x"
            label={`Remove ${row.name || 'this field'}`}
            onPress={() => setRows(rows.filter((each) => each.key !== row.key))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon="plus"
          onPress={() =>
            setRows([
              ...rows,
              { key: Math.max(0, ...rows.map((row) => row.key + 1)), name: '', from: 'prospect', fallback: '' },
            ])
          }
        >
          Add a field
        </Button>
      </div>
      {wrong !== null && <Notice tone="stop">{wrong}</Notice>}
    </Dialog>
  );
};
