import { PublicKey } from '../../domain/record/public-key.ts';
import type { AnyRow } from '../../domain/event.ts';
import { KeysReply } from '../../domain/wire/http.ts';
import { checksSignatures, isSignatureOf } from './ed25519.ts';
import type { CheckSignature, RecordCheck } from './record-check.ts';
import { ask } from './transport/ask.ts';
import type { Endpoint } from './transport/endpoint.ts';
import type { Transport } from './transport/transport.ts';

const key = (workspace: string): string => `countersign.keys.${workspace}`;
const kept = (workspace: string): PublicKey[] => {
  try {
    return PublicKey.array()
      .catch([])
      .parse(JSON.parse(localStorage.getItem(key(workspace)) ?? '[]'));
  } catch {
    return [];
  }
};

/** Checks the record that this laptop keeps with the workspace's public keys: the server's, else those it told before. */
export const recordChecker = (transport: Transport, endpoint: Endpoint, rows: () => Promise<AnyRow[]>) => {
  const workspace = endpoint.workspace ?? '';
  let signatures: CheckSignature | null = null;
  return async (campaign: string): Promise<RecordCheck> => {
    if (!(await checksSignatures))
      return {
        kind: 'unknown',
        says: 'This browser cannot check who signed the entries. Take the record along and check it with “npm run verify”, or use a newer browser.',
      };
    // Loaded when a record is first looked at: no other screen needs it.
    const [{ checkRecord, remembered }, asked, feed] = await Promise.all([
      import('./record-check.ts'),
      ask(transport, endpoint, 'GET', `/.well-known/countersign/${workspace}/keys`, KeysReply),
      rows(),
    ]);
    const told = asked.kind === 'answered' ? asked.value.keys.map(({ crv, kty, x }) => ({ crv, kty, x })) : [];
    if (told.length > 0)
      try {
        localStorage.setItem(key(workspace), JSON.stringify(told));
      } catch {
        // Costs the check while offline, nothing else.
      }
    signatures ??= remembered(isSignatureOf);
    return checkRecord(feed, campaign, told.length > 0 ? told : kept(workspace), signatures);
  };
};
