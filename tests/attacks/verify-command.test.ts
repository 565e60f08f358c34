import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordExport } from '../../domain/record/export.ts';
import { Siege, send } from './siege.ts';
import { dataFolder, endAll } from '../integration/team.ts';

const program = join(import.meta.dirname, '../../sync-server/verify.ts');
let folder: string;
let text: string;
let page: string;
let file: RecordExport;
beforeAll(async () => {
  const at = await Siege.begins();
  await at.mia.does({ kind: 'rotate key' });
  await at.mia.does({ kind: 'launch', campaign: 'signed', ...(await at.newest('signed')), asked: [] });
  const get = async (what: string): Promise<string> =>
    (await send(at.url, { path: `${at.mia.place}/campaigns/signed/${what}`, headers: at.mia.bearer })).text;
  text = await get('export');
  page = await get('certificate');
  file = RecordExport.parse(JSON.parse(text));
  folder = dataFolder();
  writeFileSync(join(folder, 'record.json'), text);
  writeFileSync(join(folder, 'certificate.html'), page);
});
afterAll(endAll);

const verify = (...args: string[]): { code: number | null; says: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  expect(stderr).not.toMatch(/\n\s+at /);
  return { code: status, says: stdout + stderr };
};
const of = (content: string | Buffer, ...args: string[]): { code: number | null; says: string } => {
  writeFileSync(join(folder, 'changed'), content);
  return verify(join(folder, 'changed'), ...args);
};

describe('npm run verify', () => {
  it.each(['record.json', 'certificate.html'])(
    'says loudly that no key vouches for %s, and which to compare',
    (name) => {
      const { code, says } = verify(join(folder, name));
      expect(code).toBe(0);
      expect(says).toContain(`The record holds: ${file.record.length} events`);
      expect(says).toContain('NOT CHECKED: whether these are your workspace’s keys.');
      expect(says).toContain('/.well-known/countersign/');
      for (const { key } of file.keys) expect(says).toContain(key);
    },
  );

  it('is content with a key of the workspace, the old or the new', () => {
    for (const { key } of file.keys) {
      const { code, says } = verify(join(folder, 'record.json'), '--key', key, '--head', file.record.at(-1)!.hash);
      expect({ code, vouched: says.includes('A key that you named vouches for it.') }).toEqual({
        code: 0,
        vouched: true,
      });
    }
  });

  it('refuses a stranger’s key, a head that is missing, a changed byte and a cut file', () => {
    expect(verify(join(folder, 'record.json'), '--key', 'x'.repeat(43))).toMatchObject({
      code: 1,
      says: expect.stringMatching(/^NOT GENUINE\. None of its keys/) as string,
    });
    expect(verify(join(folder, 'record.json'), '--head', 'a'.repeat(64))).toMatchObject({
      code: 1,
      says: expect.stringContaining('its tail was removed') as string,
    });
    const changed = text.replaceAll('I approve version 1', 'I approve version 2');
    const signed = file.record.findIndex(({ event }) => event.kind === 'signed off') + 1;
    expect(of(changed)).toMatchObject({
      code: 1,
      says: expect.stringContaining(`event ${signed} is broken`) as string,
    });
    expect(of(page.replace('I approve version 1', 'I approve version 2')).code).toBe(1);
    expect(of(text.slice(0, -1)).code).toBe(1);
    expect(of(Buffer.from([0xff, 0x00])).code).toBe(1);
    expect(of('').code).toBe(1);
  });

  it('says how it is called', () => {
    expect(verify()).toMatchObject({ code: 2, says: expect.stringContaining('npm run verify -- <file>') as string });
    expect(verify(join(folder, 'nothing')).says).toContain('cannot be read');
    expect(verify(join(folder, 'record.json'), '--head', 'short').says).toContain('64 characters');
    expect(verify(join(folder, 'record.json'), '--unknown').code).toBe(2);
  });
});
