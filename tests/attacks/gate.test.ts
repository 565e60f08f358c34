import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addStep } from '../../domain/campaign/sequence.ts';
import { sha256 } from '../../domain/record/hash.ts';
import { makeAnchor } from '../../domain/text/anchor-range.ts';
import { LaunchPackage } from '../../domain/wire/http.ts';
import type { CommandInput } from '../../renderer/client/contract.ts';
import { updateFrame } from '../../sync-server/rooms/frame.ts';
import { endAll, eventually, objective, post, write, type Person } from '../integration/team.ts';
import { signs, wholeCampaign } from '../integration/campaign.ts';
import { Siege, send } from './siege.ts';

let at: Siege;
beforeAll(async () => {
  at = await Siege.begins();
});
afterAll(endAll);

const statement = 'I approve version 1 of Spring renewal for launch';
const signing = async (campaign = 'review') => ({
  kind: 'sign off' as const,
  campaign,
  ...(await at.newest(campaign)),
  viewed: at.viewed(campaign),
  statement,
});
const launching = async (campaign = 'signed', asked: string[] = []) => ({
  kind: 'launch' as const,
  campaign,
  ...(await at.newest(campaign)),
  asked,
});

// Nothing in this block changes anything, so that one siege serves all of it.
describe('nobody signs', () => {
  it('P66: who is no sales lead, an admin included', async () => {
    for (const by of [at.mia, at.sam, at.vic]) await at.refused(by, await signing(), 'not allowed');
  });

  it('a stranger, with a session of another workspace', async () => {
    const command = { id: 'x', ...(await signing()) };
    await at.repels(401, () => post(at.url, `${at.mia.place}/commands`, command, at.eve.bearer));
  });

  it('P62: with the digest of another text, however it is spelled', async () => {
    const command = await signing();
    const other = await at.newest('signed');
    await at.refused(at.lena, { ...command, digest: 'a'.repeat(64) }, 'stale digest');
    if (other.digest !== command.digest)
      await at.refused(at.lena, { ...command, digest: other.digest }, 'stale digest');
    const spellings = [
      command.digest.toUpperCase(),
      `${command.digest} `,
      `${command.digest}\n`,
      `sha256:${command.digest}`,
      command.digest.replace(/[0-9]/, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
      command.digest.replace('a', 'а'),
      '',
      command.digest.slice(1),
    ].filter((spelling) => spelling !== command.digest);
    for (const digest of spellings) await at.repels(422, () => at.lena.try({ ...command, digest }));
  });

  it('P69: with a version of another campaign', async () => {
    await at.refused(at.lena, { ...(await signing()), campaign: 'nowhere' }, 'unknown campaign');
    await at.refused(at.lena, { ...(await signing()), version: 2 }, 'unknown version');
  });

  it('without having viewed every part that changed', async () => {
    const command = await signing();
    for (const left of command.viewed) {
      const viewed = command.viewed.filter((part) => part !== left);
      const body = await at.refused(at.lena, { ...command, viewed }, 'parts not viewed');
      expect(body['reasons']).toMatchObject([{ fix: { go: 'part', part: left } }]);
    }
    await at.refused(at.lena, { ...command, viewed: [] }, 'parts not viewed');
    await at.refused(
      at.lena,
      { ...command, viewed: command.viewed.map((part) => part.toUpperCase()) },
      'parts not viewed',
    );
  });

  it('without saying so in words', async () => {
    await at.refused(at.lena, { ...(await signing()), statement: '  ' }, 'bad value');
  });

  it('P79: as somebody else, whatever the command says of its author', async () => {
    const forged = { ...(await signing()), by: at.lena.id, actor: { member: at.lena.id }, member: at.lena.id };
    await at.refused(at.mia, forged, 'not allowed');
    const row = { event: { kind: 'signed off', actor: { member: at.lena.id } }, hash: 'a', signature: 'b' };
    await at.repels(422, () => at.mia.post('/commands', row));
  });
});

describe('nobody launches', () => {
  it('what nobody signed', async () => {
    for (const by of [at.mia, at.sam, at.lena]) await at.refused(by, await launching('review'), 'not signed');
  });
  it('as a viewer or a stranger', async () => {
    await at.refused(at.vic, await launching(), 'not allowed');
    const command = { id: 'x', ...(await launching()) };
    await at.repels(401, () => post(at.url, `${at.mia.place}/commands`, command, at.eve.bearer));
  });
  it('P62: a version by another digest', async () => {
    await at.refused(at.mia, { ...(await launching()), digest: 'b'.repeat(64) }, 'stale digest');
  });
  it('P69: campaign B with the signature of campaign A', async () => {
    const { version, digest } = await at.newest('signed');
    const codes = digest === (await at.newest('review')).digest ? ['not signed'] : ['stale digest'];
    await at.refused(at.mia, { kind: 'launch', campaign: 'review', version, digest, asked: [] }, ...codes);
  });
  it('P73: by another door than the command', async () => {
    const paths = ['/launch', '/campaigns/signed/launch', '/campaigns/signed/package', '/gate', '/admin', '/debug'];
    for (const path of paths)
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await send(at.url, {
          method,
          path: at.mia.place + path,
          headers: { ...at.mia.bearer, origin: at.url, 'content-type': 'application/json' },
          body: '{}',
        });
        expect([404, 405]).toContain(answer.status);
      }
    // A link that wants to launch is only read.
    const linked = await send(at.url, {
      path: `${at.mia.place}/campaigns/signed/launch?confirm=1`,
      headers: at.mia.bearer,
    });
    expect(linked.status).toBe(404);
  });
  it('by a schedule for a version nobody signed, or in the past', async () => {
    const schedule = { kind: 'schedule launch' as const, timeZone: 'UTC', graceMinutes: 15, asked: [] };
    const unsigned = { ...schedule, campaign: 'review', ...(await at.newest('review')), at: '2099-05-12T09:00' };
    await at.refused(at.mia, unsigned, 'not signed');
    const signed = { ...schedule, campaign: 'signed', ...(await at.newest('signed')) };
    await at.refused(at.mia, { ...signed, at: '2001-05-12T09:00' }, 'in the past');
    await at.refused(at.mia, { ...signed, at: '2099-02-30T09:00' }, 'no such local time');
    await at.refused(at.mia, { ...signed, at: '2099-05-12T09:00', timeZone: 'Europe/Atlantis' }, 'unknown time zone');
    await at.repels(422, () => at.mia.try({ ...signed, at: '2099-05-12T09:00', graceMinutes: 1e9 }));
    await at.repels(422, () => at.mia.try({ ...signed, at: '275760-09-13T00:00' }));
  });
  it('outside the window that was signed, by hand or by a schedule, before its question is answered', async () => {
    await wholeCampaign(at, 'window');
    const was = at.workspace.state().campaigns['window']!.facts.window;
    const value = { opens: '2098-01-01T09:00', closes: '2098-01-02T09:00', timeZone: 'UTC' };
    await at.mia.does({ kind: 'set fact', campaign: 'window', fact: 'window', was, value });
    const { digest } = at.workspace.draft('window').frozen;
    await at.mia.does({ kind: 'request review', campaign: 'window', digest, note: null });
    const named = { campaign: 'window', ...(await signs(at.lena, 'window')) };
    const question = 'outside the signed window';
    await at.refused(at.mia, { kind: 'launch', ...named, asked: [] }, question);
    await at.refused(at.mia, { kind: 'launch', ...named, asked: [question.toUpperCase()] }, question);
    const when = { at: '2098-01-02T09:01', timeZone: 'UTC', graceMinutes: 15, asked: [] };
    await at.refused(at.mia, { kind: 'schedule launch', ...named, ...when }, question);
    await at.mia.does({ kind: 'schedule launch', ...named, ...when, at: '2098-01-02T09:00' });
    await at.mia.does({ kind: 'launch', ...named, asked: [question] });
  });
  it('by a command that only the server says', async () => {
    for (const kind of ['launched', 'signed off', 'launch missed', 'restored', 'metric recorded', 'policy proposed'])
      await at.repels(422, () => at.mia.post('/commands', { id: 'x', kind, campaign: 'signed', version: 1 }));
  });
});

describe('nobody at the gate has a right that', () => {
  const policy = () => at.workspace.state().policy!;
  it('an admin gives themselves', async () => {
    const to = { kind: 'change role' as const, member: at.mia.id, was: 'marketing' as const, admin: true };
    const { body } = await at.mia.try({ ...to, role: 'sales-lead' });
    expect(body).toHaveProperty('number');
    expect(at.workspace.state().members[at.mia.id]!.role).toBe('marketing');
    await at.refused(at.mia, { kind: 'confirm sales lead', member: at.mia.id }, 'not allowed');
    await at.refused(at.sam, { kind: 'confirm sales lead', member: at.mia.id }, 'not allowed');
    await at.refused(at.mia, await signing(), 'not allowed');
  });
  it('loosened policy gives at once: a lead other than the proposer confirms it, and it reaches no review already asked for', async () => {
    const was = policy();
    await at.mia.does({ kind: 'set policy', was, policy: { ...was, quorum: 3 } });
    const looser = { ...was, quorum: 1, mayLaunch: [...was.mayLaunch, 'viewer' as const] };
    await at.mia.does({ kind: 'set policy', was: policy(), policy: looser });
    expect(policy().quorum).toBe(3);
    await at.refused(at.mia, { kind: 'confirm policy', policy: looser }, 'not allowed');
    await at.refused(at.lena, { kind: 'confirm policy', policy: { ...looser, quorum: 2 } }, 'nothing proposed');
    await at.refused(at.mia, await launching(), 'not signed');
    await at.lena.does({ kind: 'confirm policy', policy: looser });
    await at.refused(at.vic, await launching(), 'not allowed');
    await at.mia.does({ kind: 'set policy', was: policy(), policy: was });
    expect(policy()).toEqual(was);
  });
  it('a viewer, sales or marketing take: nobody but an admin manages members, and nobody alone', async () => {
    const invite = { kind: 'invite member' as const, invite: 'i', role: 'sales-lead' as const, admin: true };
    const expires = new Date(Date.now() + 60_000).toISOString();
    for (const by of [at.sam, at.vic, at.lena]) {
      await at.refused(by, { ...invite, expires }, 'not allowed');
      const role = { kind: 'change role' as const, member: by.id, was: by.session.member.role };
      await at.refused(by, { ...role, role: 'sales-lead', admin: true }, 'not allowed');
      await at.refused(by, { kind: 'suspend member', member: at.noor.id, suspended: true }, 'not allowed');
      await at.refused(by, { kind: 'set policy', was: policy(), policy: { ...policy(), quorum: 1 } }, 'not allowed');
      await at.refused(by, { kind: 'rotate key' }, 'not allowed');
    }
    await at.refused(
      at.mia,
      { kind: 'change role', member: at.mia.id, was: 'marketing', role: 'marketing', admin: false },
      'last admin',
    );
    await at.refused(at.mia, { kind: 'suspend member', member: at.mia.id, suspended: true }, 'last admin');
  });
});

describe('a blocking thread', () => {
  it('raised by anybody who writes stops the signature, and is not argued away', async () => {
    const anchor = { text: 'brief/offer' as const, start: '', end: '', quote: '', before: '', after: '' };
    const thread = { kind: 'start thread' as const, campaign: 'review', anchor, blocking: true, replacement: null };
    await at.refused(at.vic, { ...thread, thread: 'v', comment: 'Never.' }, 'not allowed');
    await at.sam.does({ ...thread, thread: 't', comment: 'This offer is not ours to make.' });
    await at.refused(at.noor, await signing(), 'blocking thread open');
    for (const by of [at.mia, at.vic]) {
      const code = by === at.vic ? 'not allowed' : 'only the opener closes it';
      await at.refused(by, { kind: 'resolve thread', campaign: 'review', thread: 't' }, code);
      await at.refused(by, { kind: 'set blocking', campaign: 'review', thread: 't', blocking: false }, code);
    }
    await at.refused(at.mia, { kind: 'resolve thread', campaign: 'signed', thread: 't' }, 'unknown thread');
    await at.sam.does({ kind: 'resolve thread', campaign: 'review', thread: 't' });
  });
});

describe('a command said again', () => {
  it('P61: does nothing twice, under its own id or a new one', async () => {
    const command = await signing();
    const { number } = await at.noor.does({ ...command, id: 'noor-signs' });
    const again = await at.noor.try({ ...command, id: 'noor-signs' });
    expect(again).toMatchObject({ status: 200, body: { number } });
    expect(at.workspace.state().number).toBe(number);
    await at.refused(at.noor, command, 'already signed');
    await at.noor.does({ kind: 'withdraw signature', campaign: 'review', version: 1, reason: 'Not yet.' });
    const after = at.written();
    // What was withdrawn does not come back by saying the old words again.
    await at.noor.try({ ...command, id: 'noor-signs' });
    expect(at.written()).toBe(after);
    expect(at.workspace.state().campaigns['review']!.versions[0]!.signatures).toMatchObject([{ withdrawn: {} }]);
  });

  it('under an id that carried out something else is not said to have happened', async () => {
    await at.mia.does({
      id: 'spent',
      kind: 'rename campaign',
      campaign: 'signed',
      was: 'Spring renewal',
      name: 'Later',
    });
    await at.refused(at.mia, { ...(await launching()), id: 'spent' }, 'already exists');
    await at.refused(at.mia, { id: 'spent', kind: 'halt', campaign: 'signed', reason: 'Wait.' }, 'already exists');
    const command = await signing();
    await at.noor.does({ ...command, id: 'noor-signs-once' });
    await at.refused(at.noor, { ...command, version: 2, id: 'noor-signs-once' }, 'already exists');
    await at.refused(at.noor, { ...command, campaign: 'signed', id: 'noor-signs-once' }, 'already exists');
    await at.noor.does({ kind: 'withdraw signature', campaign: 'review', version: 1, reason: 'Not yet.' });
    await at.mia.does({ kind: 'rename campaign', campaign: 'signed', was: 'Later', name: 'Spring renewal' });
  });

  it('under an id that was another member’s is refused', async () => {
    const command: CommandInput = { kind: 'rename campaign', campaign: 'review', was: 'Spring renewal', name: 'Ours' };
    await at.sam.does({ ...command, id: 'mine' });
    await at.refused(at.mia, { ...command, id: 'mine' }, 'already exists');
    await at.refused(at.vic, { ...(await launching()), id: 'mine' }, 'already exists');
    await at.sam.does({ ...command, was: 'Ours', name: 'Spring renewal' });
  });
});

describe('the draft', () => {
  it('P63, P68: moves on, and what launches is what was signed', async () => {
    await wholeCampaign(at, 'moves');
    const { version, digest } = await signs(at.lena, 'moves');
    const brief = await at.mia.room('moves', 'brief', { acks: true });
    await eventually(() => brief.acknowledged > 0);
    const text = brief.doc.getText('objective');
    text.delete(1, text.length - 1);
    await eventually(() => brief.acknowledged > 1);
    const racing = Array.from({ length: 40 }, (_, word) => write(brief, `word${word} `));
    expect(racing).toHaveLength(40);
    await at.mia.does({ kind: 'launch', campaign: 'moves', version, digest, asked: [] });
    const { body } = await at.mia.get('/campaigns/moves/package');
    const launched = LaunchPackage.parse(body);
    expect(launched.digest).toBe(digest);
    expect(sha256(launched.canonical)).toBe(digest);
    expect(launched.canonical).toContain('Words about objective');
    expect(objective(brief)).not.toContain('Words about objective');
  });

  it('P67: launches once, of twenty who press at the same instant', async () => {
    await wholeCampaign(at, 'once');
    const { version, digest } = await signs(at.lena, 'once');
    const press = (by: Person) => by.try({ kind: 'launch', campaign: 'once', version, digest, asked: [] });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => press([at.mia, at.sam, at.lena][turn % 3]!)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { body } of answers.filter(({ status }) => status === 409))
      expect(body['reasons']).toMatchObject([{ code: 'already live' }]);
    expect(at.workspace.state().campaigns['once']!.launches).toHaveLength(1);
    expect(
      (await at.mia.feed()).filter(({ event }) => event.kind === 'launched' && event.campaign === 'once'),
    ).toHaveLength(1);
  });

  it('P60: that says it is approved is not', async () => {
    const copy = await at.mia.room('review', 'copy');
    copy.provider.shouldReconnect = () => false;
    copy.doc.getMap('steps').set('approved', true);
    await eventually(() => copy.closed === 4422);
    const brief = await at.mia.room('review', 'brief');
    brief.provider.shouldReconnect = () => false;
    brief.doc.getMap('gate').set('approved', true);
    await eventually(() => brief.closed === 4422);
    await at.refused(at.mia, await launching('review'), 'not signed');
  });

  it('P80: that lacks a predecessor of what was sent is not frozen', async () => {
    const copy = await at.mia.room('review', 'copy', { acks: true });
    await eventually(() => copy.acknowledged > 0);
    const updates: Uint8Array[] = [];
    copy.provider.disconnect();
    copy.doc.on('update', (update: Uint8Array) => updates.push(update));
    addStep(copy.doc, { id: 's2', channel: 'call', day: 2, name: 'Call' });
    addStep(copy.doc, { id: 's3', channel: 'call', day: 3, name: 'Call again' });
    const socket = await at.mia.socket('review', 'copy');
    await new Promise((resolve) => socket.once('open', resolve));
    const room = at.workspace.rooms.of('review', 'copy')!;
    socket.send(updateFrame(updates.at(-1)!));
    await eventually(() => room.pending);
    const { digest } = at.workspace.draft('review').frozen;
    await at.refused(at.mia, { kind: 'request review', campaign: 'review', digest, note: null }, 'unsent text');
    socket.terminate();
    await eventually(() => !room.pending);
  });
});

describe('an author', () => {
  it('P65: does not sign their own words, not even where they only deleted one', async () => {
    await wholeCampaign(at, 'authored');
    const brief = await at.lena.room('authored', 'brief', { acks: true });
    await eventually(() => brief.acknowledged > 0);
    const tone = brief.doc.getText('tone');
    tone.delete(tone.length - 1, 1);
    await eventually(() => brief.acknowledged > 1);
    const { digest } = at.workspace.draft('authored').frozen;
    await at.mia.does({ kind: 'request review', campaign: 'authored', digest, note: null });
    const body = await at.refused(at.lena, await signing('authored'), 'author may not sign');
    expect(JSON.stringify(body)).toContain('Noor');
    await at.noor.does(await signing('authored'));
  });

  it('is who proposed an accepted suggestion, too', async () => {
    await wholeCampaign(at, 'proposed');
    const offer = at.workspace.rooms.of('proposed', 'brief')!.doc.getText('offer');
    const anchor = makeAnchor(offer, 'brief/offer', 1, 6);
    const thread = { kind: 'start thread' as const, campaign: 'proposed', anchor, blocking: false };
    await at.lena.does({ ...thread, thread: 't', comment: 'Better so.', replacement: 'Sentences' });
    await at.mia.does({ kind: 'accept suggestion', campaign: 'proposed', thread: 't' });
    const { digest } = at.workspace.draft('proposed').frozen;
    await at.mia.does({ kind: 'request review', campaign: 'proposed', digest, note: null });
    await at.refused(at.lena, await signing('proposed'), 'author may not sign');
  });
});

describe('a member who goes', () => {
  it('P71: has not signed what is to be launched while they are suspended', async () => {
    await wholeCampaign(at, 'gone');
    const { version, digest } = await signs(at.noor, 'gone');
    await at.mia.does({ kind: 'suspend member', member: at.noor.id, suspended: true });
    const body = await at.refused(
      at.mia,
      { kind: 'launch', campaign: 'gone', version, digest, asked: [] },
      'not signed',
    );
    expect(JSON.stringify(body)).toContain('Noor is suspended');
    await at.mia.does({ kind: 'suspend member', member: at.noor.id, suspended: false });
  });
});

describe('P72: the digest covers', () => {
  it('audience, sender, every fact, link targets and merge-field defaults', async () => {
    await wholeCampaign(at, 'covered');
    const digests = new Set([at.workspace.draft('covered').frozen.digest]);
    const differs = (): void => {
      const { digest } = at.workspace.draft('covered').frozen;
      expect(digests.has(digest)).toBe(false);
      digests.add(digest);
    };
    const { facts } = at.workspace.state().campaigns['covered']!;
    const set = (fact: string, value: unknown) =>
      at.mia.does({
        kind: 'set fact',
        campaign: 'covered',
        fact,
        was: facts[fact as keyof typeof facts] as never,
        value: value as never,
      });
    await set('sender', { ...facts.sender!, email: 'other@example.com' });
    differs();
    await set('reach', { contacts: 481, firstBatch: 160 });
    differs();
    await set('budget', { ...facts.budget!, amount: 100_001 });
    differs();
    await set('halt', [{ ...facts.halt![0]!, value: 3.01 }]);
    differs();
    const { mergeFields } = at.workspace.state();
    const fields = mergeFields.map((field) => (field.name === 'first name' ? { ...field, fallback: 'you' } : field));
    await at.mia.does({ kind: 'set merge fields', was: mergeFields, fields });
    differs();
    const brief = await at.mia.room('covered', 'brief', { acks: true });
    await eventually(() => brief.acknowledged > 0);
    const audience = brief.doc.getText('audience');
    audience.insert(audience.length, '!');
    await eventually(() => brief.acknowledged > 1);
    differs();
    audience.format(1, 5, { link: { href: 'https://example.com/a' } });
    await eventually(() => brief.acknowledged > 2);
    differs();
    audience.format(1, 5, { link: { href: 'https://example.com/b' } });
    await eventually(() => brief.acknowledged > 3);
    differs();
  });
});

describe('a clock', () => {
  it('P77: set back orders nothing anew, and set forward launches only what is signed', async () => {
    await wholeCampaign(at, 'timed');
    const { version, digest } = await at.newest('timed');
    const before = at.workspace.state().campaigns['timed']!.record.sequence;
    at.clock.ahead = -86_400_000 * 365;
    await at.sam.does({ kind: 'rename campaign', campaign: 'timed', was: 'Spring renewal', name: 'Long ago' });
    const row = (await at.mia.feed()).at(-1)!;
    expect(row.event.sequence).toBe(before + 1);
    await signs(at.lena, 'timed');
    at.clock.ahead = 0;
    await at.lena.does({ kind: 'withdraw signature', campaign: 'timed', version, reason: 'No.' });
    at.clock.ahead = 86_400_000 * 100;
    at.workspace.runSchedules();
    await at.refused(at.mia, { kind: 'launch', campaign: 'timed', version, digest, asked: [] }, 'not signed');
    at.clock.ahead = 0;
  });
});
