import { describe, expect, it, vi } from 'vitest';
import { WorkspaceUnderTest } from '../../domain/gate/workspace-under-test.ts';
import type { LocalStore, StoredVersion } from './store/local-store.ts';
import type { Answer, Transport } from './transport/transport.ts';
import { versionReader } from './versions.ts';

/** A version that the record of this laptop names, and another text as whoever forges would send it. */
const told = () => {
  const at = new WorkspaceUnderTest().complete();
  at.must('mia', { kind: 'request review', campaign: 'c', digest: at.draft().digest, note: null });
  const { digest } = at.state.campaigns['c']!.versions[0]!;
  const honest = { campaign: 'c', number: 1, digest, ...at.stored.get(1)! };
  const forged = { ...honest, json: honest.json.replace('"name":"', '"name":"Not ') };
  expect(forged.json).not.toBe(honest.json);
  return { state: () => at.state, honest, forged };
};
const reader = ({ state }: ReturnType<typeof told>, kept: StoredVersion | null, answer: Answer | null) => {
  const keepVersion = vi.fn<LocalStore['keepVersion']>(() => Promise.resolve());
  const request = vi.fn<Transport['request']>(() => (answer ? Promise.resolve(answer) : Promise.reject(new Error())));
  const store = { version: () => Promise.resolve(kept), keepVersion } as unknown as LocalStore;
  const transport = { request } as unknown as Transport;
  const read = versionReader(transport, { server: '', workspace: 'w', seat: null }, store, state);
  return { read, keepVersion, request };
};
const sends = ({ number, digest, json, ids }: StoredVersion): Answer => ({
  status: 200,
  body: { number, digest, json, ids },
});

describe('a version', () => {
  it('whose bytes are what the record names is shown and kept', async () => {
    const { honest, ...of } = told();
    const { read, keepVersion } = reader({ honest, ...of }, null, sends(honest));
    expect((await read('c', 1)).digest).toBe(honest.digest);
    expect(keepVersion).toHaveBeenCalledOnce();
  });

  it('of other bytes is neither shown nor kept, whatever digest the server says it has', async () => {
    const of = told();
    const { read, keepVersion } = reader(of, null, sends(of.forged));
    await expect(read('c', 1)).rejects.toThrow('The server sent another text than version 1');
    expect(keepVersion).not.toHaveBeenCalled();
  });

  it('that was changed on this laptop’s disk is fetched anew', async () => {
    const of = told();
    const { read, request } = reader(of, of.forged, sends(of.honest));
    expect((await read('c', 1)).json).toBe(of.honest.json);
    expect(request).toHaveBeenCalledOnce();
    await expect(reader(of, of.forged, null).read('c', 1)).rejects.toThrow('is not on this laptop');
  });

  it('that the record of this laptop does not name is asked of nobody', async () => {
    const of = told();
    const { read, request } = reader(of, of.honest, sends(of.honest));
    await expect(read('c', 2)).rejects.toThrow('knows of no version 2');
    expect(request).not.toHaveBeenCalled();
  });
});
