import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolderOf } from './configuration.ts';
import { Fault } from './fault.ts';
import { restore } from './operations/restore.ts';
import { command, count, progress } from './operations/say.ts';

// npm run restore -- <backup> [--workspace <id>]: puts a backup in the place of what is there, which is kept beside.
command(() => {
  const { backup, workspace } = options();
  const data = dataFolderOf(process.env);
  const { doing, done } = progress();
  const from = resolve(process.env['INIT_CWD'] ?? '.', backup);
  const { kept, at } = restore(data, from, workspace, (step) => {
    if (step.kind === 'checking') doing('checking the backup');
    else if (step.kind === 'putting back') doing(`workspace ${step.place} of ${step.of}: putting back and checking`);
    else {
      const { name, id, events, head } = step.checked;
      done(`${name} (${id}): ${count(events, 'event')}, the last one ${head}`);
      if (step.unscheduled > 0)
        done(
          `  ${count(step.unscheduled, 'scheduled launch', 'scheduled launches')} taken off; set them again by hand`,
        );
      if (step.sessionsEnded > 0)
        done(`${count(step.sessionsEnded, 'session')} that had been ended since the backup stay ended`);
    }
  });
  process.stdout.write(
    [
      `The data is as it was at ${at}.`,
      ...(kept === null ? [] : [`What stood there before is in ${kept}; delete it once nobody needs it.`]),
      'Start the server. Laptops that knew more keep it as recovery drafts and show what is gone.',
      'Invites, guest links and links for another device that were still open admit nobody any more; make new ones.',
      'Decisions since then are gone, also withdrawn signatures and suspended members: look whether they must be made again.',
      '',
    ].join('\n'),
  );
});

function options(): { backup: string; workspace: string | null } {
  const usage = 'npm run restore -- <backup> [--workspace <id>]';
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { workspace: { type: 'string' } } });
    const [backup, ...more] = positionals;
    if (backup === undefined || more.length > 0) throw new Error('one backup');
    return { backup, workspace: values.workspace ?? null };
  } catch (error) {
    throw new Fault('bad setting', `This is not understood. Write ${usage}.`, error);
  }
}
