import type { z } from 'zod';
import { roomName } from '../../domain/campaign/rooms.ts';
import { certificate } from '../../domain/record/certificate.ts';
import type { RecordExport } from '../../domain/record/export.ts';
import { canonicalText } from '../../domain/record/hash.ts';
import type { PublicKey } from '../../domain/record/public-key.ts';
import type { KeysReply, VersionReply, WritersReply } from '../../domain/wire/http.ts';
import { exportRecord } from '../commands/record-export.ts';
import { HttpError, sendJson, sendText } from './answer.ts';
import {
  c,
  enterCampaign,
  route,
  workspaceOf,
  type Named,
  type Request,
  type Route,
  type RoutesFrom,
} from './route.ts';

/** What was decided on a campaign, to be read and to be taken along. */
export const recordRoutes: Route[] = [
  route('GET', `${c}/versions/(?<number>\\d{1,6})`, version),
  route('GET', `${c}/package`, launchPackage),
  route('GET', `${c}/export`, exported),
  route('GET', `${c}/certificate`, certified),
  route('GET', `${c}/writers`, writers),
  route('GET', '/.well-known/countersign/(?<workspace>[^/]+)/keys', keys, 'anybody reads'),
];

function version(from: RoutesFrom, asked: Request, named: Named): void {
  const { workspace, campaign } = enterCampaign(from, asked, named);
  const stored = workspace.store.version(campaign, Number(named['number']));
  if (!stored) throw new HttpError(404, 'unknown version', 'There is no such version of this campaign.');
  const { number, digest, json } = stored;
  const reply: z.infer<typeof VersionReply> = { number, digest, json, ids: JSON.parse(stored.ids) as typeof reply.ids };
  sendJson(asked.response, 200, reply);
}

/** The record is in what they take along, with entries that no guest sees. */
const enterMember = (from: RoutesFrom, asked: Request, named: Named): ReturnType<typeof enterCampaign> => {
  const entered = enterCampaign(from, asked, named);
  if (entered.member.guest)
    throw new HttpError(403, 'not allowed', 'A guest reads the record here and does not take it along. Ask a member.');
  return entered;
};

function launchPackage(from: RoutesFrom, asked: Request, named: Named): void {
  const { workspace, campaign } = enterMember(from, asked, named);
  const stored = workspace.store.newestPackage(campaign);
  if (!stored) throw new HttpError(404, 'not launched', 'This campaign was not launched yet.');
  // The very bytes whose SHA-256 the launch event names.
  sendText(asked.response, 200, stored.json, 'application/json; charset=utf-8');
}

const recordOf = (from: RoutesFrom, asked: Request, named: Named): RecordExport => {
  const { workspace, campaign } = enterMember(from, asked, named);
  const record = exportRecord(workspace.id, campaign, workspace.store);
  if (!record) throw new HttpError(404, 'unknown campaign', 'There is no such campaign in this workspace.');
  return record;
};
const asFile = (named: Named, ending: string): Record<string, string> => ({
  'content-disposition': `attachment; filename="record-${named['campaign']}.${ending}"`,
});

function exported(from: RoutesFrom, asked: Request, named: Named): void {
  const text = canonicalText(recordOf(from, asked, named));
  sendText(asked.response, 200, text, 'application/json; charset=utf-8', asFile(named, 'json'));
}

function certified(from: RoutesFrom, asked: Request, named: Named): void {
  const html = certificate(recordOf(from, asked, named));
  const headers = {
    // It holds words of many people and needs nothing from anywhere.
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-downloads",
    ...(asked.query.has('download') && asFile(named, 'html')),
  };
  sendText(asked.response, 200, html, 'text/html; charset=utf-8', headers);
}

function writers(from: RoutesFrom, asked: Request, named: Named): void {
  const { workspace, campaign } = enterCampaign(from, asked, named);
  const of = (kind: 'brief' | 'copy'): WritersReply['brief'] => {
    const room = workspace.store.room(roomName(campaign, kind));
    if (!room) return [];
    return workspace.store
      .clientIds(room.name, room.epoch)
      .flatMap(({ client, member }) => (member === null ? [] : [{ client, member }]));
  };
  const reply: WritersReply = { brief: of('brief'), copy: of('copy') };
  sendJson(asked.response, 200, reply);
}

/** Public on purpose: whoever holds a certificate compares its key with these. It says nothing else about the workspace. */
function keys(from: RoutesFrom, asked: Request, named: Named): void {
  const reply: z.infer<typeof KeysReply> = {
    keys: workspaceOf(from, named)
      .store.keys()
      .map(({ key, publicJwk }) => ({
        ...(JSON.parse(publicJwk) as PublicKey),
        kid: key,
        use: 'sig',
        alg: 'EdDSA',
      })),
  };
  sendJson(asked.response, 200, reply, { 'access-control-allow-origin': '*' });
}
