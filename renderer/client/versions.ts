import { sha256 } from '../../domain/record/hash.ts';
import type { Frozen } from '../../domain/canonical/form.ts';
import type { WorkspaceState } from '../../domain/state.ts';
import { VersionReply } from '../../domain/wire/http.ts';
import type { LocalStore, StoredVersion } from './store/local-store.ts';
import { ask } from './transport/ask.ts';
import type { Endpoint } from './transport/endpoint.ts';
import type { Transport } from './transport/transport.ts';

/** Reads frozen versions: from this laptop, else from the server. Bytes that are not what the record names are refused wherever they come from. */
export const versionReader =
  (transport: Transport, endpoint: Endpoint, store: LocalStore, state: () => WorkspaceState) =>
  async (campaign: string, number: number): Promise<Frozen> => {
    const digest = state().campaigns[campaign]?.versions.find((version) => version.number === number)?.digest;
    if (digest === undefined) throw new Error(`This laptop knows of no version ${number} of this campaign yet.`);
    const kept = await store.version(campaign, number).catch(() => null);
    const frozen = kept && (await read(kept, digest));
    if (frozen) return frozen;

    const path = `/api/w/${endpoint.workspace}/campaigns/${campaign}/versions/${number}`;
    const asked = await ask(transport, endpoint, 'GET', path, VersionReply);
    if (asked.kind === 'unreachable')
      throw new Error(`Version ${number} is not on this laptop. It can be read once the server can be reached.`);
    if (asked.kind === 'refused') throw new Error(asked.says);
    const fetched = { ...asked.value, campaign };
    const sent = await read(fetched, digest);
    if (!sent)
      throw new Error(
        `The server sent another text than version ${number} of the record. It is not shown. Tell whoever runs the server.`,
      );
    store.keepVersion(fetched).catch((error: unknown) => {
      console.warn('A version could not be kept on this laptop.', error);
    });
    return sent;
  };

const read = async ({ json, ids }: StoredVersion, digest: string): Promise<Frozen | null> => {
  if (sha256(json) !== digest) return null;
  // Loaded when a version is first read: the first screen needs none of it.
  const { thaw } = await import('../../domain/canonical/freeze.ts');
  return thaw(json, ids);
};
