import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolderOf } from './configuration.ts';
import { Fault } from './fault.ts';
import { makeDeviceLink } from './operations/device-link.ts';
import { command } from './operations/say.ts';

// npm run device -- <workspace> <member id or name> [--data <folder>] [--address <url>]: signs in who lost every device of theirs.
command(() => {
  const { workspace, who, data, address } = options();
  const { secret, ends, member, workspace: name } = makeDeviceLink(data, workspace, who);
  process.stdout.write(
    [
      `${address}/#/device/${workspace}/${secret}`,
      '',
      `Signs one device in as ${member.name} (${member.id}) in ${name}, once, until ${ends}.`,
      'Whoever opens it is them: give it to nobody else, and only after you know who asks. The log says when it is used.',
      '',
    ].join('\n'),
  );
});

function options(): { workspace: string; who: string; data: string; address: string } {
  const usage = 'npm run device -- <workspace> <member id or name> [--data <folder>] [--address <https://your.server>]';
  const wrong = (cause?: unknown): Fault => new Fault('bad setting', `This is not understood. Write ${usage}.`, cause);
  const read = () =>
    parseArgs({ allowPositionals: true, options: { data: { type: 'string' }, address: { type: 'string' } } });
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read();
  } catch (error) {
    throw wrong(error);
  }
  const { positionals, values } = parsed;
  const [workspace, who, ...more] = positionals;
  const port = process.env['COUNTERSIGN_PORT'] || '4777';
  const address = URL.parse(values.address ?? `http://127.0.0.1:${port}`);
  if (workspace === undefined || who === undefined || more.length > 0) throw wrong();
  if (!address || !/^https?:$/.test(address.protocol)) throw wrong();
  const data =
    values.data === undefined ? dataFolderOf(process.env) : resolve(process.env['INIT_CWD'] ?? '.', values.data);
  return { workspace, who, data, address: address.origin };
}
