import { afterEach, expect, it } from 'vitest';
import { roomName } from '../../domain/campaign/rooms.ts';
import type { OpenRoom, Workspace } from '../../renderer/client/contract.ts';
import { Laptop, objectiveOf, openedRoom, sameText, type Window } from './client-laptop.ts';
import { dataFolder, endAll, eventually, startTestServer } from './team.ts';

afterEach(endAll);
const brief = roomName('spring', 'brief');
const STEPS = 60;
const STORMS = Number(process.env['STORMS'] ?? 12);

/** mulberry32: the same story for the same seed. */
const dice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
};
type Person = {
  laptop: Laptop;
  window: Window;
  workspace: Workspace;
  room: OpenRoom;
  typed: string[];
  comments: string[];
};

const onServer = ({ workspace, room }: Person): boolean =>
  room.status().unsent === 0 && workspace.outbox().every(({ state }) => state === 'refused');

/** Lines that break, acknowledgements that get lost, windows that close and servers that restart, at random. */
it.each(Array.from({ length: STORMS }, (_, index) => index + 1))(
  'storm %i loses no word and doubles none',
  async (seed) => {
    const roll = dice(seed);
    const data = dataFolder();
    let server = await startTestServer({ data });
    const { port } = server;
    const laptop = new Laptop(server);
    const window = laptop.window();
    const mia = await window.enter(window.door.found({ workspace: 'Kilnworks', name: 'Mia', role: 'marketing' }));
    await eventually(() => mia.online());
    await mia.send({ kind: 'create campaign', campaign: 'spring', name: 'Spring' });
    const invited = await mia.send({
      kind: 'invite member',
      invite: 'i1',
      role: 'sales',
      admin: false,
      expires: new Date(Date.now() + 60_000).toISOString(),
    });
    if (invited.kind !== 'done') throw new Error('no invite');
    const hisLaptop = new Laptop(server);
    const hisWindow = hisLaptop.window();
    const link = `${server.url}/#/join/${mia.id}/${invited.secret}`;
    const sam = await hisWindow.enter(hisWindow.door.join({ link, name: 'Sam' }));
    const people: Person[] = [];
    for (const [each, its, workspace] of [[laptop, window, mia] as const, [hisLaptop, hisWindow, sam] as const])
      people.push({
        laptop: each,
        window: its,
        workspace,
        room: await openedRoom(workspace, brief),
        typed: [],
        comments: [],
      });

    let words = 0;
    for (let step = 0; step < STEPS; step += 1) {
      const person = people[roll(2)]!;
      const { line } = person.laptop;
      const what = roll(20);
      if (what < 10) {
        const word = `w${(words += 1)}.`;
        const text = person.room.doc.getText('objective');
        // Between words, or a later one would cut an earlier one in two.
        const places = [...text.toString().matchAll(/[\u2029 ]/g)].map(({ index }) => index + 1);
        text.insert(places[roll(places.length)]!, `${word} `);
        person.typed.push(word);
      } else if (what < 12) {
        const note = `n${(words += 1)}`;
        person.comments.push(note);
        void person.workspace.send({
          kind: 'log field note',
          note,
          campaign: 'spring',
          quote: note,
          who: 'Havbruk',
          channel: 'call',
          mayBeQuoted: false,
        });
      } else if (what < 14) line.cut();
      else if (what < 16) line.mend();
      else if (what === 16) line.withhold = line.withhold.size > 0 ? new Set() : new Set([100]);
      else if (what === 17) line.deaf = !line.deaf;
      else if (what === 18) {
        await person.window.close();
        person.window = person.laptop.window();
        person.workspace = await person.window.reopen();
        person.room = await openedRoom(person.workspace, brief);
      } else {
        await server.close();
        server = await startTestServer({ data, port });
      }
      if (roll(3) === 0) await new Promise((resolve) => setTimeout(resolve, roll(40)));
    }
    for (const { laptop: each } of people) {
      Object.assign(each.line, { deaf: false, withhold: new Set() });
      // Whatever was withheld never comes on the lines that stand.
      each.line.cut();
      each.line.mend();
    }
    await eventually(() => people.every(onServer) && sameText(...people.map(({ room }) => room)));
    const [hers, his] = people.map(({ workspace }) => workspace.state);
    await eventually(() => hers!().head === his!().head);

    const text = objectiveOf(people[0]!.room);
    const typed = people.flatMap((person) => person.typed);
    expect(text.trim().split(' ').toSorted()).toEqual(typed.toSorted());
    // Sam may log notes; Mia's are refused and stay with her.
    const notes = people[0]!.workspace.state().notes;
    for (const note of people[1]!.comments) expect(notes[note]?.quote.body?.text).toBe(note);
  },
);
