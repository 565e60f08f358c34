import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolderOf } from './configuration.ts';
import { backUp } from './operations/back-up.ts';
import { bytes, command, count, progress } from './operations/say.ts';

// npm run backup [-- --to <file>]: every workspace into one file, while the server runs.
command(() => {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const to = resolve(process.env['INIT_CWD'] ?? '.', values.to ?? `countersign-${time}.tar`);
  const data = dataFolderOf(process.env);
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
  if (leftOut.length > 0) process.exitCode = 1;
});
