import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolderOf } from './configuration.ts';
import { Fault } from './fault.ts';
import { backUp } from './operations/back-up.ts';
import { dropCutOff, dropOlder, nameOf } from './operations/backup-files.ts';
import { bytes, command, count, progress } from './operations/say.ts';

// npm run backup [-- --to <file> | --into <folder> [--keep <number>]]: every workspace into one file, while the server runs.
command(() => {
  const { to: file, into, keep } = options();
  const folder = resolve(process.env['INIT_CWD'] ?? '.', into ?? '.');
  const to = resolve(folder, file ?? nameOf(new Date()));
  const data = dataFolderOf(process.env);
  if (into !== undefined) dropCutOff(folder, Date.now());
  const { doing, done, failed } = progress();
  const { workspaces, leftOut } = backUp(data, to, (step) => {
    if (step.kind === 'copying') doing(`workspace ${step.place} of ${step.of}: copying and checking`);
    else if (step.kind === 'reading back') doing('reading the backup back');
    else if (step.kind === 'left out') failed(`${step.id} is left out. ${step.says}`);
    else {
      const { name, id, events, texts, versions, unreadable } = step.checked;
      done(
        `${name} (${id}): ${count(events, 'event')}, ${count(texts, 'text')}, ${count(versions, 'version')}, ${bytes(step.size)}`,
      );
      for (const room of unreadable) failed(`${room} has something in it that does not read; it is kept as it is`);
    }
  });
  done(`${to}: ${count(workspaces.length, 'workspace')}, written and read back`);
  process.stdout.write(
    'Keep it like the data itself: it holds the signing keys, open sessions and everything written.\n',
  );
  // One that is not whole pushes no older one out.
  if (leftOut.length > 0) process.exitCode = 1;
  else if (keep !== null)
    for (const old of dropOlder(folder, keep)) done(`${old} deleted: ${keep} newer ones are kept`);
});

function options(): { to?: string | undefined; into?: string | undefined; keep: number | null } {
  const usage = 'npm run backup -- [--to <file> | --into <folder> [--keep <number>]]';
  try {
    const { values } = parseArgs({
      options: { to: { type: 'string' }, into: { type: 'string' }, keep: { type: 'string' } },
    });
    const { to, into, keep } = values;
    const number = keep === undefined ? null : Number(keep);
    if (number !== null && (into === undefined || !Number.isInteger(number) || number < 1)) throw new Error('keep');
    if (to !== undefined && into !== undefined) throw new Error('two places');
    return { to, into, keep: number };
  } catch (error) {
    throw new Fault(
      'bad setting',
      `This is not understood. Write ${usage}, with a number of backups from 1 up.`,
      error,
    );
  }
}
