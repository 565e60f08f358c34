import { briefParts } from '../../domain/campaign/rooms.ts';
import { factKeys } from '../../domain/campaign/facts.ts';
import { addStep, addVariant, textOf } from '../../domain/campaign/sequence.ts';
import { sha256 } from '../../domain/record/hash.ts';
import { verifyRecord } from '../../domain/record/verify.ts';
import { writeBlocks } from '../../domain/text/write.ts';
import type { Workspace } from '../../sync-server/commands/workspace-actor.ts';
import { verifySignature } from '../../sync-server/verify-signature.ts';
import { factsOf, signs, team, wholeCampaign, type Team } from './campaign.ts';
import { ChildServer } from './child-server.ts';
import { LaunchPackage } from '../../domain/wire/http.ts';
import { dataFolder, eventually, startTestServer, write, type Person } from './team.ts';

type Unsent = Parameters<Person['try']>[0];

/** A signed campaign, made inside the server: what is tried is the launch, a thousand times. */
const signed = (
  workspace: Workspace,
  { mia, sam, lena }: Team,
  campaign: string,
): { version: number; digest: string } => {
  const run = (member: Person, command: Unsent): ReturnType<Workspace['run']> =>
    workspace.run({ id: crypto.randomUUID(), ...command }, member.id);
  const must = (member: Person, command: Unsent): void => {
    const result = run(member, command);
    if (result.refused) throw new Error(result.reasons.map(({ says }) => says).join(' '));
  };
  must(mia, { kind: 'create campaign', campaign, name: campaign });
  const facts = factsOf(mia, sam);
  for (const fact of factKeys) must(mia, { kind: 'set fact', campaign, fact, was: null, value: facts[fact] });
  const words = [{ kind: 'paragraph' as const, runs: [{ text: 'Words. {{opt-out link}} {{sender address}}' }] }];
  workspace.writeRoom({ campaign, kind: 'brief' }, mia.id, (doc) => {
    for (const part of briefParts) writeBlocks(textOf(doc, `brief/${part}`)!, words);
  });
  workspace.writeRoom({ campaign, kind: 'copy' }, mia.id, (doc) => {
    addStep(doc, { id: 's1', channel: 'email', day: 1, name: 'First e-mail' });
    addVariant(doc, 's1', { id: 'A', name: 'A' });
    textOf(doc, 'step/s1/A/subject')!.insert(0, 'A date for you');
    writeBlocks(textOf(doc, 'step/s1/A/body')!, words);
  });
  const { digest } = workspace.draft(campaign).frozen;
  must(mia, { kind: 'request review', campaign, digest, note: null });
  const sign = { kind: 'sign off' as const, campaign, version: 1, digest, statement: 'I approve it.' };
  const refused = run(lena, { ...sign, viewed: [] });
  const viewed = refused.refused ? refused.reasons.flatMap(({ fix }) => (fix?.go === 'part' ? [fix.part] : [])) : [];
  must(lena, { ...sign, viewed });
  return { version: 1, digest };
};

export type LaunchedTwice = { tries: number; once: number; other: string[] };

/** Two people launch the same signed version at the same instant, over HTTP, each with a command of their own. */
export const launchTwice = async (tries: number): Promise<LaunchedTwice> => {
  const server = await startTestServer();
  const people = await team(server.url);
  const workspace = server.workspaces.get(people.mia.session.workspace)!;
  const sum: LaunchedTwice = { tries, once: 0, other: [] };
  for (let each = 1; each <= tries; each += 1) {
    const campaign = `c${each}`;
    const at = signed(workspace, people, campaign);
    const launch = { kind: 'launch' as const, campaign, ...at, asked: [] };
    const replies = await Promise.all([people.mia.try(launch), people.sam.try(launch)]);
    const told = replies
      .map(
        ({ status, body }) =>
          `${status} ${(body['reasons'] as { code: string }[] | undefined)?.map(({ code }) => code).join() ?? ''}`,
      )
      .sort()
      .join('; ');
    const launches = workspace.state().campaigns[campaign]?.launches.length;
    const events = workspace.store.record(campaign).filter(({ event }) => event.kind === 'launched').length;
    const packages = workspace.store.packages(campaign).length;
    if (told === '200 ; 409 already live' && launches === 1 && events === 1 && packages === 1) sum.once += 1;
    else sum.other.push(`${campaign}: ${told}; ${launches} launches, ${events} events, ${packages} packages`);
  }
  return sum;
};

export type LaunchedWhileWritten = { tries: number; exact: number; other: string[] };

/** Launches a signed version over HTTP while its text is written in over a socket: from before the launch is sent until it was answered. */
export const launchWhileWritten = async (
  tries: number,
  progress: (done: number) => void = () => undefined,
): Promise<LaunchedWhileWritten> => {
  const server = await startTestServer();
  const people = await team(server.url);
  const workspace = server.workspaces.get(people.mia.session.workspace)!;
  const sum: LaunchedWhileWritten = { tries, exact: 0, other: [] };
  for (let each = 1; each <= tries; each += 1) {
    const campaign = `c${each}`;
    const at = signed(workspace, people, campaign);
    const brief = await people.mia.room(campaign, 'brief', { acks: true });
    const launching = people.sam.try({ kind: 'launch', campaign, ...at, asked: [] });
    const writing = setInterval(() => write(brief, 'racing '), 0);
    write(brief, 'racing ');
    const { status } = await launching.finally(() => clearInterval(writing));
    await eventually(() => workspace.draft(campaign).frozen.json.includes('racing'));
    const stored = LaunchPackage.parse((await people.mia.get(`/campaigns/${campaign}/package`)).body);
    const exact = stored.digest === at.digest && sha256(stored.canonical) === at.digest;
    if (status === 200 && exact && !stored.canonical.includes('racing')) sum.exact += 1;
    else sum.other.push(`${campaign}: ${status}, ${stored.digest} instead of ${at.digest}`);
    brief.provider.destroy();
    progress(each);
  }
  return sum;
};

export type KilledLaunches = { kills: number; before: number; after: number; wrong: string[] };

/** How much of a launch there is: the event, its package, the word to the webhook. All of it, or none. */
const standing = async (mia: Person, campaign: string): Promise<{ launches: number; wrong: string | null }> => {
  const get = (path: string): Promise<Response> => fetch(`${mia.url}${mia.place}${path}`, { headers: mia.bearer });
  const launched = (await mia.feed()).flatMap(({ event }) =>
    event.campaign === campaign && event.kind === 'launched' ? [event.data] : [],
  );
  const stored = await get(`/campaigns/${campaign}/package`);
  const text = stored.status === 200 ? await stored.text() : null;
  const { deliveries } = (await mia.get(`/webhooks/deliveries?campaign=${campaign}`)).body as { deliveries: unknown[] };
  const { broken } = verifyRecord(await (await get(`/campaigns/${campaign}/export`)).text(), verifySignature);
  const whole =
    broken === null &&
    deliveries.length === launched.length &&
    (launched.length === 0 ? text === null : text !== null && sha256(text) === launched[0]?.packageDigest);
  const wrong =
    whole && launched.length <= 1
      ? null
      : `${launched.length} launches, package ${stored.status}, ${deliveries.length} deliveries, ${broken?.says ?? 'record holds'}`;
  return { launches: launched.length, wrong };
};

/** Kills the real server at a random moment after a launch was sent, starts it again, and sends the same command once more. */
export const killLaunches = async (
  kills: number,
  delay: () => number,
  progress: (sum: KilledLaunches) => void = () => undefined,
): Promise<KilledLaunches> => {
  const data = dataFolder();
  let server = new ChildServer({ COUNTERSIGN_DATA: data });
  const url = await server.url();
  const env = { COUNTERSIGN_DATA: data, COUNTERSIGN_PORT: new URL(url).port };
  const people = await team(url);
  const { mia, lena } = people;
  await mia.does({
    kind: 'set webhook',
    webhook: 'hook',
    name: 'Nobody there',
    url: 'https://nobody.invalid/',
    on: ['launched'],
    active: true,
  });
  const sum: KilledLaunches = { kills: 0, before: 0, after: 0, wrong: [] };
  for (let each = 1; each <= kills; each += 1) {
    const campaign = `c${each}`;
    await wholeCampaign(people, campaign);
    const at = await signs(lena, campaign);
    const launch = { kind: 'launch' as const, id: crypto.randomUUID(), campaign, ...at, asked: [] };
    const reply = mia.try(launch).then(
      ({ status }) => status,
      () => null,
    );
    await new Promise((resolve) => setTimeout(resolve, delay()));
    await server.end('SIGKILL');
    sum.kills += 1;
    const told = await reply;
    server = new ChildServer(env);
    await server.url();
    const then = await standing(mia, campaign);
    if (then.launches === 0) sum.before += 1;
    else sum.after += 1;
    if (then.wrong !== null) sum.wrong.push(`${campaign}: ${then.wrong}`);
    if (told === 200 && then.launches !== 1) sum.wrong.push(`${campaign}: told that it launched, and it did not`);
    const repeated = await mia.try(launch);
    const now = await standing(mia, campaign);
    if (repeated.status !== 200 || now.launches !== 1 || now.wrong !== null)
      sum.wrong.push(`${campaign}: sent again: ${repeated.status}, ${now.launches} launches, ${now.wrong}`);
    progress(sum);
  }
  return sum;
};
