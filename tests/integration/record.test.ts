import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compactVerify, importJWK } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { certificate, recordIn } from '../../domain/record/certificate.ts';
import { RecordExport } from '../../domain/record/export.ts';
import { canonicalText } from '../../domain/record/hash.ts';
import { verifyRecord } from '../../domain/record/verify.ts';
import { KeysReply, LaunchPackage } from '../../domain/wire/http.ts';
import { verifySignature } from '../../sync-server/verify-signature.ts';
import { signs, team, wholeCampaign } from './campaign.ts';
import { dataFolder, endAll, startTestServer, type Person } from './team.ts';

afterEach(endAll);

const text = async (person: Person, path: string): Promise<{ status: number; type: string; body: string }> => {
  const response = await fetch(`${person.url}${person.place}${path}`, { headers: person.bearer });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() };
};
const verify = promisify(execFile);

/** Signed, launched, halted; with a key that was rotated in the middle, and a comment that was erased. */
const told = async () => {
  const server = await startTestServer();
  const { mia, sam, lena } = await team(server.url);
  await wholeCampaign({ mia, sam }, 'c');
  const anchor = { text: 'brief/objective' as const, start: '', end: '', quote: 'Words', before: '', after: '' };
  const thread = { kind: 'start thread' as const, campaign: 'c', anchor, blocking: false, replacement: null };
  await sam.does({ ...thread, thread: 't1', comment: 'A name nobody should read' });
  const { number } = await sam.does({ ...thread, thread: 't2', comment: 'This one stays' });
  await mia.does({ kind: 'rotate key' });
  const at = await signs(lena, 'c');
  await mia.does({ kind: 'launch', campaign: 'c', ...at, asked: [] });
  await sam.does({ kind: 'erase text', number: number - 1, name: 'comment' });
  await sam.does({ kind: 'halt', campaign: 'c', reason: 'Bounces are too many' });
  return { server, mia, sam, lena, at };
};

describe('the record of a campaign', () => {
  it('is exported whole and holds offline, from either file, and not with a byte changed', async () => {
    const { mia, at } = await told();
    const exported = await text(mia, '/campaigns/c/export');
    expect(exported.status).toBe(200);
    const file = RecordExport.parse(JSON.parse(exported.body));
    expect(exported.body).toBe(canonicalText(file));
    expect(file.versions).toMatchObject([{ number: at.version, digest: at.digest }]);
    expect(Object.keys(file.launched)).toHaveLength(1);
    expect(file.keys.map(({ rotation }) => rotation?.event.kind ?? null)).toEqual([null, 'key rotated']);
    const trusted = { keys: [file.keys[0]!.key], head: file.record.at(-1)!.hash };
    expect(verifyRecord(exported.body, verifySignature, trusted).broken).toBeNull();

    const html = await text(mia, '/campaigns/c/certificate');
    expect(html.type).toContain('text/html');
    expect(recordIn(html.body)).toBe(exported.body);
    expect(html.body).toBe(certificate(file));
    expect(html.body).toContain('Lena');
    expect(html.body).toContain('I approve version 1 of Spring renewal for launch');
    expect(html.body).not.toMatch(/<script|javascript:|https?:\/\/(?!example\.com)/);

    const folder = dataFolder();
    const run = async (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      try {
        return (await verify(process.execPath, ['sync-server/verify.ts', join(folder, name)])).stdout;
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        return stdout + stderr;
      }
    };
    expect(await run('record.json', exported.body)).toMatch(/holds/);
    expect(await run('changed.json', exported.body.replace('Bounces are too many', 'Bounces are too few!'))).toMatch(
      /event \d+/i,
    );
  });

  it('is signed so that another JOSE library agrees, under keys that anybody can fetch', async () => {
    const { mia, server } = await told();
    const file = RecordExport.parse(JSON.parse((await text(mia, '/campaigns/c/export')).body));
    const response = await fetch(`${server.url}/.well-known/countersign/${mia.session.workspace}/keys`);
    const { keys } = KeysReply.parse(await response.json());
    expect(keys.map(({ kid }) => kid)).toEqual(file.keys.map(({ key }) => key));
    const used = new Set<string>();
    for (const { event, signature } of [...file.record, ...file.people]) {
      const jwk = keys.find(({ kid }) => kid === event.key)!;
      const { payload, protectedHeader } = await compactVerify(signature, await importJWK(jwk, 'EdDSA'));
      expect(new TextDecoder().decode(payload)).toBe(canonicalText(event));
      expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: event.key });
      used.add(event.key);
    }
    expect([...used].sort()).toEqual(keys.map(({ kid }) => kid).sort());
    // Whoever copies the disk now cannot sign with the key that was rotated out.
    const stored = server.workspaces.get(mia.session.workspace)!.store.keys();
    expect(stored.map(({ privateJwk }) => privateJwk !== '')).toEqual([false, true]);
  });

  it('has lost an erased text everywhere, and says so', async () => {
    const { mia, sam } = await told();
    const places = ['/campaigns/c/export', '/campaigns/c/certificate', '/campaigns/c/package', '/feed?after=0'];
    const read = await Promise.all(places.map((place) => text(mia, place)));
    for (const { status, body } of read) {
      expect(status).toBe(200);
      expect(body).not.toContain('A name nobody should read');
    }
    expect(read[0]!.body).toContain('This one stays');
    const launched = LaunchPackage.parse(JSON.parse(read[2]!.body));
    expect(launched.record.flatMap(({ bodies }) => Object.values(bodies)).every((body) => body === null)).toBe(true);
    // Sam may take back his own words only.
    const note = (await mia.feed()).find(({ event }) => event.kind === 'review requested')!.number;
    expect(await sam.try({ kind: 'erase text', number: note, name: 'note' })).toMatchObject({ status: 409 });
    expect(await mia.try({ kind: 'erase text', number: note, name: 'reason' })).toMatchObject({ status: 409 });
  });

  it('names who writes under which client id', async () => {
    const { mia } = await told();
    const { body } = await mia.get('/campaigns/c/writers');
    const { brief, copy } = body as { brief: { client: number; member: string }[]; copy: { member: string }[] };
    expect(brief).toEqual([{ client: expect.any(Number) as number, member: mia.id }]);
    expect(copy.map(({ member }) => member)).toEqual([mia.id]);
  });
});
