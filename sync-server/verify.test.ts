import { describe, expect, it } from 'vitest';
import { NO_HASH } from '../domain/event.ts';
import type { RecordExport } from '../domain/record/export.ts';
import { canonicalText, hashEvent, sha256 } from '../domain/record/hash.ts';
import { verifyRecord } from '../domain/record/verify.ts';
import { WorkspaceUnderTest } from '../domain/gate/workspace-under-test.ts';
import { newSigningKey, signingKey } from './commands/signing-key.ts';
import { verifySignature } from './verify-signature.ts';

const stored = newSigningKey('2027-05-11T12:00:00.000Z');
const key = signingKey(stored);

/** A record of facts and a review with a note, sealed as the server seals. */
const made = (): RecordExport => {
  const at = new WorkspaceUnderTest().complete();
  at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: 'Please look.' });
  const json = at.stored.get(1)!.json;
  let previous = NO_HASH;
  const record = at.rows
    .filter(({ event }) => event.campaign === 'c')
    .map(({ event: unsigned, bodies }) => {
      const event = { ...unsigned, key: key.key, previous };
      previous = hashEvent(event);
      return { event, hash: previous, signature: key.signJws(canonicalText(event)), bodies };
    });
  return {
    format: 1,
    workspace: 'w',
    campaign: 'c',
    record,
    versions: [{ number: 1, digest: sha256(json), canonical: json }],
    launched: {},
    keys: [
      { key: key.key, publicJwk: JSON.parse(JSON.stringify(key.publicJwk)) as RecordExport['keys'][0]['publicJwk'] },
    ],
  };
};
const check = (file: RecordExport, expected = {}) =>
  verifyRecord(canonicalText(file), verifySignature, expected).broken;

describe('an exported record', () => {
  const file = made();
  const text = canonicalText(file);

  it('holds as it was written', () => {
    expect(check(file, { head: file.record.at(-1)!.hash, keys: [key.key] })).toBeNull();
  });

  it('does not hold with any one byte changed', () => {
    const unnoticed: number[] = [];
    // Every 97th byte; all of them would take too long here.
    for (let at = 0; at < text.length; at += 97) {
      const changed = text.slice(0, at) + (text[at] === '1' ? '2' : '1') + text.slice(at + 1);
      if (!verifyRecord(changed, verifySignature).broken) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
  });

  it('names the first broken event', () => {
    const broken = structuredClone(file);
    broken.record[3]!.event.at = '2020-01-01T00:00:00.000Z';
    expect(check(broken)).toMatchObject({ event: 4 });
    const bodied = structuredClone(file);
    const index = bodied.record.findIndex(({ bodies }) => Object.keys(bodies).length > 0);
    for (const body of Object.values(bodied.record[index]!.bodies)) if (body) body.text += '.';
    expect(check(bodied)).toMatchObject({ event: index + 1 });
  });

  it('still holds where a text was erased', () => {
    const erased = structuredClone(file);
    for (const row of erased.record) for (const name of Object.keys(row.bodies)) row.bodies[name] = null;
    expect(check(erased)).toBeNull();
  });

  it('has lost its tail when a later head is known', () => {
    const cut = structuredClone(file);
    cut.record.pop();
    cut.versions = [];
    expect(check(cut)).toBeNull();
    expect(check(cut, { head: file.record.at(-1)!.hash })?.says).toContain('its tail was removed');
  });

  it('is told from one whose version bytes differ, and from one signed by a stranger', () => {
    const other = structuredClone(file);
    other.versions[0]!.canonical += ' ';
    expect(check(other)?.says).toContain('version 1');
    expect(check(file, { keys: ['another'] })?.says).toContain('not one of those you trust');
  });
});
