import { useRef, useState } from 'react';
import { MergeField } from '../../domain/campaign/facts.ts';
import { whyNot } from '../app/say-outcome.ts';
import { useWorkspace, useWorkspaceState } from '../client/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
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
        <p className={c('quiet')}>None yet. Copy names them in double braces, like {'{{first name}}'}.</p>
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
  const [added, setAdded] = useState<number | null>(null);
  /** `key` is the row that is wrong; null where the server refused all of it. */
  const [wrong, setWrong] = useState<{ key: number | null; says: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const below = useRef<HTMLDivElement>(null);
  const put = (key: number, change: Partial<MergeField>) => {
    setRows(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
    setWrong(null);
  };
  const add = () => {
    const key = Math.max(0, ...rows.map((row) => row.key + 1));
    setRows([...rows, { key, name: '', from: 'prospect', fallback: '' }]);
    setAdded(key);
  };
  const remove = (at: number) => {
    setRows(rows.filter((_, index) => index !== at));
    // What was pressed is gone; the focus stays beside it.
    below.current?.querySelector('button')?.focus();
  };
  const save = async () => {
    const fields: MergeField[] = [];
    for (const { key, name, from, fallback } of rows) {
      const read = MergeField.safeParse({ name, from, fallback });
      if (!read.success) return setWrong({ key, says: 'A name of at most 60 characters, without braces.' });
      if (fields.some((field) => field.name === read.data.name))
        return setWrong({ key, says: 'Another field has this name.' });
      fields.push(read.data);
    }
    setBusy(true);
    const why = whyNot(await workspace.send({ kind: 'set merge fields', was, fields }));
    setBusy(false);
    if (why !== null) return setWrong({ key: null, says: why });
    return onClose();
  };
  return (
    <FormDialog
      wide
      title="Merge fields"
      action={rows.length === 0 ? 'Save no field' : `Save ${count(rows.length, 'field')}`}
      busy={busy}
      onSubmit={save}
      onClose={onClose}
    >
      <ol className={c('edits')}>
        {rows.map((row, index) => (
          <li key={row.key}>
            <fieldset className={c('edit')}>
              <legend className="sr">{row.name || 'A new field'}</legend>
              <TextField
                label="Name"
                value={row.name}
                onChange={(name) => put(row.key, { name })}
                takesFocus={row.key === added}
                error={wrong?.key === row.key ? wrong.says : null}
              />
              <SelectField
                label="From"
                options={sources}
                value={row.from}
                onChange={(from) => put(row.key, { from })}
              />
              <TextField
                label="If it is empty"
                value={row.fallback}
                onChange={(fallback) => put(row.key, { fallback })}
              />
              <IconButton icon="x" label={`Remove ${row.name || 'this field'}`} onPress={() => remove(index)} />
            </fieldset>
          </li>
        ))}
      </ol>
      <div ref={below}>
        <Button size="small" icon="plus" onPress={add}>
          Add a field
        </Button>
      </div>
      {wrong?.key === null && <Notice tone="stop">{wrong.says}</Notice>}
    </FormDialog>
  );
};
