import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Command } from '../../domain/command.ts';
import { runChecks } from '../../domain/gate/checks.ts';
import { makeAnchor } from '../../domain/text/anchor-range.ts';
import { textOf } from '../../domain/campaign/sequence.ts';
import { wholeCampaign } from '../integration/campaign.ts';
import { endAll, eventually } from '../integration/team.ts';
import { Siege } from './siege.ts';

let at: Siege;
beforeAll(async () => {
  at = await Siege.begins({ campaigns: false });
  await wholeCampaign(at, 'c');
});
afterAll(endAll);

describe('a suggestion', () => {
  const subject = () => textOf(at.workspace.rooms.of('c', 'copy')!.doc, 'step/s1/A/subject')!;
  const suggests = async (
    thread: string,
    replacement: string,
    anchor = makeAnchor(subject(), 'step/s1/A/subject', 0, 1),
  ) => {
    await at.sam.does({
      kind: 'start thread',
      campaign: 'c',
      thread,
      anchor,
      comment: 'So.',
      blocking: false,
      replacement,
    });
    const before = at.workspace.state().number;
    const { status, body } = await at.mia.try({ kind: 'accept suggestion', campaign: 'c', thread });
    expect({ thread, replacement, status, body }).toMatchObject({ status: status === 200 ? 200 : 409 });
    if (status !== 200) expect(at.workspace.state().number).toBe(before);
    return status;
  };

  it('of odd words is taken or refused, and never breaks the server or the text', async () => {
    const odd = [
      '\u2029',
      'a\u2029b',
      '\n',
      '\u0000',
      '\u202e',
      '',
      '{{',
      '\ufffd',
      '😀',
      'x'.repeat(10_000),
      '\u000b',
    ];
    for (const [turn, words] of odd.entries()) await suggests(`o${turn}`, words);
    const line = subject().toJSON();
    expect(line).not.toContain('\u2029');
    const open = await at.lena.room('c', 'copy');
    await eventually(() => textOf(open.doc, 'step/s1/A/subject')?.toJSON() === line);
  });

  it('that hangs on nothing, or on nonsense, is refused', async () => {
    const nonsense = ['', 'AA==', '/////w==', Buffer.from('x'.repeat(250)).toString('base64'), 'AQEBAQE='];
    for (const [turn, place] of nonsense.entries()) {
      const anchor = {
        text: 'step/s1/A/subject' as const,
        start: place,
        end: place,
        quote: 'zzz',
        before: '',
        after: '',
      };
      expect(await suggests(`n${turn}`, 'new', anchor)).toBe(409);
      const gone = { ...anchor, text: 'step/none/A/subject' as const };
      expect(await suggests(`g${turn}`, 'new', gone)).toBe(409);
    }
  });
});

describe('a merge field', () => {
  it('called like something every object has breaks no check', async () => {
    const { mergeFields } = at.workspace.state();
    const names = ['constructor', 'toString', '__proto__', 'valueOf'];
    const fields = [...mergeFields, ...names.map((name) => ({ name, from: 'sender' as const, fallback: '' }))];
    await at.mia.does({ kind: 'set merge fields', was: mergeFields, fields });
    const open = await at.mia.room('c', 'copy', { acks: true });
    await eventually(() => open.acknowledged > 0);
    const body = textOf(open.doc, 'step/s1/A/body')!;
    body.insert(body.length, names.map((name) => ` {{${name}}}`).join(''));
    await eventually(() => open.acknowledged > 1);
    const found = runChecks(at.workspace.draft('c').frozen, at.workspace.state().policy);
    expect(found.filter(({ code }) => code === 'empty merge tag').map(({ says }) => says)).toHaveLength(names.length);
  });
});

describe('a time', () => {
  const expires = fc.oneof(
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.string(),
    fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/),
  );
  it('that a command takes is a time: nothing that never ends', () => {
    const examples: [string][] = [['2027-02-30T00:00:00Z'], ['2027-12-31T23:59:60Z'], ['2027-01-01T24:00:00Z']];
    const endless = (at: string): boolean => {
      const invite = { id: 'x', kind: 'invite member', invite: 'i', role: 'sales', admin: false, expires: at };
      const guest = { id: 'x', kind: 'invite guest', invite: 'i', campaign: 'c', expires: at };
      return Number.isNaN(Date.parse(at)) && [invite, guest].some((each) => Command.safeParse(each).success);
    };
    const holds = fc.property(expires, (at) => !endless(at));
    expect(fc.check(holds, { numRuns: 5_000, examples })).toMatchObject({ failed: false });
  });
});

describe('commands of every kind, with whatever in them', () => {
  it('are answered: refused, not understood or carried out, and no fault of the server', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        'c',
        's1',
        'A',
        'constructor',
        '',
        at.mia.id,
        'a'.repeat(64),
        'sales-lead',
        'brief/offer',
        'owner',
      ),
    );
    const value = fc.oneof(word, fc.jsonValue(), fc.integer(), fc.boolean(), fc.constant(null));
    const shapes = Command.options.map((option) => {
      const { kind, ...rest } = option.shape;
      return { kind: kind.value, fields: Object.keys(rest).filter((field) => field !== 'id') };
    });
    const command = fc.constantFrom(...shapes).chain(({ kind, fields }) =>
      fc.tuple(...fields.map((field) => fc.oneof({ weight: 3, arbitrary: likely(field) }, value))).map((values) => ({
        id: crypto.randomUUID(),
        kind,
        ...Object.fromEntries(fields.map((field, index) => [field, values[index]])),
      })),
    );
    const people = [at.mia, at.lena, at.sam, at.vic];
    let understood = 0;
    await fc.assert(
      fc.asyncProperty(command, fc.nat(3), async (said, who) => {
        const sends = () => people[who]!.post('/commands', said);
        // A connection that a busy machine let lie idle is closed under the next request; the same command may be said again.
        const { status, body } = await sends().catch(sends);
        if (status !== 422) understood += 1;
        if (![200, 409, 422, 401].includes(status))
          throw new Error(`${JSON.stringify(said)}: ${status} ${JSON.stringify(body)}`);
      }),
      { numRuns: 400 },
    );
    expect(understood).toBeGreaterThan(40);
    expect((await at.mia.get('/session')).status).toBe(200);
  });
});

/** A value that a field of this name could well hold. */
const likely = (field: string): fc.Arbitrary<unknown> => {
  const fields: Record<string, fc.Arbitrary<unknown>> = {
    campaign: fc.constantFrom('c', 'd', 'e'),
    member: fc.constantFrom('mia', 'nobody'),
    version: fc.integer({ min: 1, max: 3 }),
    digest: fc.constant('b'.repeat(64)),
    number: fc.integer({ min: 1, max: 40 }),
    name: fc.constantFrom('note', 'Spring renewal', 'comment', 'reason'),
    was: fc.constantFrom(null, 'Spring renewal', 'sales', 'viewer'),
    role: fc.constantFrom('sales', 'viewer', 'sales-lead'),
    admin: fc.boolean(),
    suspended: fc.constant(false),
    blocking: fc.boolean(),
    linked: fc.boolean(),
    active: fc.boolean(),
    mayBeQuoted: fc.boolean(),
    comment: fc.constant('Words.'),
    reason: fc.constant('Because.'),
    note: fc.constantFrom('n1', 'n2'),
    quote: fc.constant('They said so.'),
    who: fc.constant('Somebody'),
    channel: fc.constantFrom('call', 'visit'),
    part: fc.constantFrom('brief/offer', 'step/s1'),
    thread: fc.constantFrom('t1', 't2', 'o1'),
    reply: fc.constantFrom('r1', 'r2'),
    invite: fc.constantFrom('i1', 'i2'),
    webhook: fc.constantFrom('w1', 'w2'),
    url: fc.constantFrom('https://hooks.example.com/x', null),
    on: fc.constant(['launched']),
    expires: fc.constant('2099-01-01T00:00:00.000Z'),
    replacement: fc.constantFrom(null, 'Other words'),
    anchor: fc.constant({ text: 'brief/offer', start: '', end: '', quote: 'Words', before: '', after: '' }),
    statement: fc.constant('I approve it.'),
    viewed: fc.constant([]),
    asked: fc.constant([]),
    at: fc.constantFrom('2099-01-01T09:00', '2001-01-01T09:00'),
    timeZone: fc.constantFrom('UTC', 'Europe/London', 'Nowhere/None'),
    graceMinutes: fc.constant(15),
    fact: fc.constantFrom('owner', 'budget', 'reach', 'constructor'),
    policy: fc.constant({ quorum: 1, mayLaunch: ['sales'], salesMayWriteCopy: false, alsoBlocking: [] }),
  };
  return Object.hasOwn(fields, field) ? fields[field]! : fc.constant(null);
};
