import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Digest } from '../domain/id.ts';
import { verifyRecord, type Verified } from '../domain/record/verify.ts';
import { verifySignature } from './verify-signature.ts';

const usage =
  'Name the exported record or certificate: npm run verify -- <file> [--key <key id>]... [--head <hash of the last event you know>]';

type Asked = { path: string; keys: string[] | undefined; head: string | undefined };
const asked = (): Asked | { wrong: string } => {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { head: { type: 'string' }, key: { type: 'string', multiple: true } },
    });
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) return { wrong: usage };
    if (values.head !== undefined && !Digest.safeParse(values.head).success)
      return { wrong: '--head is the hash of an event: 64 characters, 0-9 and a-f.' };
    return { path, keys: values.key, head: values.head };
  } catch {
    return { wrong: usage };
  }
};

const read = (path: string): Uint8Array | null => {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
};

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What a person must know of it, most important first. */
const inWords = ({ broken, events, head, keys, vouched, erased, remarks, unknownPage }: Verified): string[] => {
  if (broken) {
    const where = broken.event === null ? 'NOT GENUINE.' : `NOT GENUINE: event ${broken.event} is broken.`;
    const before = events > 0 ? [`The ${plural(events, 'event')} before it hold together.`] : [];
    return [`${where} ${broken.says}`, ...(broken.event === null ? [] : before)];
  }
  return [
    `The record holds: ${plural(events, 'event')}, the last is ${head}.`,
    ...(erased > 0
      ? [`${plural(erased, 'text')} beside it ${erased === 1 ? 'was' : 'were'} erased, as the record says.`]
      : []),
    ...remarks.map((remark) => `LOOK: ${remark}`),
    ...(unknownPage === null
      ? []
      : [
          `PAGE NOT CHECKED: it says that it has form ${unknownPage}, which this program does not know, so it may say anything.`,
          'Do not rely on what the page says: check it with a newer Countersign.',
        ]),
    ...(vouched
      ? ['A key that you named vouches for it.']
      : [
          'NOT CHECKED: whether these are your workspace’s keys. Anybody can make a record that agrees with its own keys.',
          'Compare each with what your workspace lists at /.well-known/countersign/<workspace>/keys, then run this again with --key:',
          ...keys.map((key) => `  ${key}`),
        ]),
  ];
};

const found = asked();
if ('wrong' in found) {
  console.error(found.wrong);
  process.exitCode = 2;
} else {
  const file = read(found.path);
  if (file === null) {
    console.error(`${found.path} cannot be read. Is the name right?`);
    process.exitCode = 2;
  } else {
    const verified = verifyRecord(file, verifySignature, found);
    const say = verified.broken ? console.error : console.log;
    for (const line of inWords(verified)) say(line);
    process.exitCode = verified.broken ? 1 : verified.unknownPage === null ? 0 : 3;
  }
}
