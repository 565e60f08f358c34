import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyRecord } from '../domain/record/verify.ts';
import { verifySignature } from './verify-signature.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { head: { type: 'string' }, key: { type: 'string', multiple: true } },
});
const [path] = positionals;
if (path === undefined) {
  console.error('Name the exported record: npm run verify -- <export> [--head <hash>] [--key <key id>]');
  process.exitCode = 2;
} else {
  const expected = { head: values.head, keys: values.key };
  const { broken, events, head, keys } = verifyRecord(readFileSync(path, 'utf8'), verifySignature, expected);
  if (broken) {
    console.error(broken.event === null ? broken.says : `Event ${broken.event} is broken. ${broken.says}`);
    process.exitCode = 1;
  } else {
    console.log(`The record holds: ${events} events, the last is ${head}.`);
    console.log(`Signed by key ${keys.join(', ')}.`);
    if (!values.key) console.log('Compare the key with the one your workspace names, or pass it as --key.');
  }
}
