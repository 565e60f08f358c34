import * as Y from 'yjs';
import { readSteps } from '../../domain/campaign/sequence.ts';
import { roomName, type RoomName } from '../../domain/campaign/rooms.ts';
import { diceOf, type Dice } from '../fuzz/dice.ts';
import { holds, loaded } from '../faults/promises.ts';
import { Letters, edit, isLetter, textsOf } from './edits.ts';
import { Intruder, holdsForged } from './intruder.ts';
import { SimLaptop } from './laptop.ts';
import { SimServer } from './server.ts';
import { World } from './world.ts';

export type Told = {
  seed: number;
  /** What did not hold; null where all did. */
  fault: string | null;
  /** The same for the same seed. */
  trace: string;
  edits: number;
  acknowledged: number;
  kills: number;
  /** Commits that the disk refused. */
  refusals: number;
  /** Frames that closed the connection of who sent them. */
  forgeries: number;
  snapshots: number;
  loads: number;
  drafts: number;
  notices: number;
  /** Simulated ms from the end of the faults until everybody had the same. */
  calm: number;
};
export const STEPS = 140;

const MEMBERS = ['mia', 'sam', 'lena'] as const;
/** The longest retry of a failing disk, and a laptop's way back; less than what waits in vain for a predecessor is given. */
const PATIENCE = 20_000;

class Broken extends Error {}
const broken: (why: string) => never = (why) => {
  throw new Broken(why);
};

/** One world from a seed: people write into two or three rooms while lines, laptops, disk and server do what they do. */
export const tell = (seed: number, steps = STEPS): Told => {
  const story = new Story(seed);
  let fault: string | null = null;
  try {
    story.run(steps);
  } catch (error) {
    // A mistake thrown by the code under test is a fault like any other.
    fault = error instanceof Broken ? error.message : `thrown: ${error instanceof Error ? error.stack : String(error)}`;
  }
  return story.told(fault);
};

/** The fewest steps after which a seed's story still breaks. */
export const shortest = (seed: number, steps = STEPS): number => {
  let fewest = steps;
  for (let fewer = 1; fewer < fewest; fewer = Math.ceil(fewer * 1.3))
    if (tell(seed, fewer).fault !== null) fewest = fewer;
  return fewest;
};

class Story {
  readonly #seed: number;
  readonly #world = new World();
  readonly #dice: Dice;
  readonly #letters = new Letters();
  readonly #names: RoomName[];
  readonly #server: SimServer;
  readonly #laptops: SimLaptop[] = [];
  readonly #intruder: Intruder | null;
  #edits = 0;
  #acknowledged = 0;
  #calm = 0;
  #kills = 0;
  #trace = 2_166_136_261;

  constructor(seed: number) {
    this.#seed = seed;
    this.#dice = diceOf(seed * 7_919 + 13);
    this.#names = [roomName('spring', 'brief'), roomName('spring', 'copy')];
    if (this.#dice.chance(0.3)) this.#names.push(roomName('autumn', 'brief'));
    const filler = this.#dice.chance(0.1) ? 470 + this.#dice.upTo(40) : 0;
    this.#server = new SimServer(this.#world, this.#dice, this.#names, filler);
    for (const name of this.#names)
      for (let count = 2 + this.#dice.upTo(3); count > 0; count -= 1)
        this.#laptops.push(new SimLaptop(this.#world, this.#dice, this.#server, this.#dice.pick(MEMBERS), name));
    this.#intruder = this.#dice.chance(0.4)
      ? new Intruder(this.#world, this.#dice, this.#server, this.#dice.pick(this.#names))
      : null;
  }

  told(fault: string | null): Told {
    const { kills, refusals, snapshots, loads } = this.#server;
    this.#server.store.close();
    return {
      seed: this.#seed,
      fault,
      trace: (this.#trace >>> 0).toString(16),
      edits: this.#edits,
      acknowledged: this.#acknowledged,
      kills,
      refusals,
      forgeries: this.#intruder?.refused ?? 0,
      snapshots,
      loads,
      drafts: this.#laptops.reduce((sum, { drafts }) => sum + drafts.length, 0),
      notices: this.#laptops.reduce((sum, { notices }) => sum + notices, 0),
      calm: this.#calm,
    };
  }

  run(steps: number): void {
    this.#world.pass(500);
    for (let step = 0; step < steps; step += 1) {
      this.#happen();
      this.#world.pass(this.#dice.upTo(this.#dice.chance(0.1) ? 2_000 : 60));
      this.#look();
    }
    this.#becomeCalm();
    this.#compare();
    this.#beForgottenAndReadAgain();
  }

  /** One thing that happens in this world. */
  #happen(): void {
    const dice = this.#dice;
    const laptop = dice.pick(this.#laptops);
    const what = dice.upTo(100);
    if (what < 40) this.#edit(laptop);
    else if (what < 58) this.#type(laptop, 2 + dice.upTo(12));
    else if (what < 64) this.#type(laptop, 30 + dice.upTo(60));
    else if (what < 69) laptop.line?.cut();
    else if (what < 72) laptop.line?.silence();
    else if (what < 75) laptop.line?.goOn();
    else if (what < 78) laptop.goOffline();
    else if (what < 82) laptop.goOnline();
    else if (what < 84) laptop.restart();
    else if (what < 86) this.#server.lightFuse(1 + dice.upTo(12));
    else if (what < 87) this.#server.kill();
    else if (what < 88) this.#server.stop();
    else if (what < 90) this.#server.disk = dice.pick(['full', 'failing']);
    else if (what < 93) this.#server.disk = 'well';
    else if (what < 95) this.#serverWrites();
    else if (what < 97) this.#changeRights(dice.pick(MEMBERS));
    else if (what < 98) this.#world.pass(dice.upTo(40_000));
    else for (const each of this.#laptops) this.#edit(each);
    if (dice.chance(0.08)) this.#intruder?.attack();
    if (!this.#server.rooms) this.#afterDeath();
  }

  #edit(laptop: SimLaptop): void {
    if (!laptop.mayWrite) return;
    edit(laptop.doc, laptop.kind, this.#dice, this.#letters);
    this.#edits += 1;
  }

  /** Letters one after another where the caret stands, whatever others do meanwhile: what nearly all of the traffic is. */
  #type(laptop: SimLaptop, letters: number): void {
    const texts = textsOf(laptop.doc, laptop.kind).filter((text) => text.length > 0);
    if (texts.length === 0 || !laptop.mayWrite) return;
    const text = this.#dice.pick(texts);
    const { doc } = laptop;
    const apart = this.#dice.pick([0, 0, 3, 25]);
    let caret = Y.createRelativePositionFromTypeIndex(text, 1 + this.#dice.upTo(text.length), -1);
    const type = (left: number): void => {
      // Another document took its place, or the right to write in it is gone.
      if (left === 0 || laptop.doc !== doc || !laptop.mayWrite) return;
      const at = Y.createAbsolutePositionFromRelativePosition(caret, doc)?.index ?? text.length;
      text.insert(Math.max(1, at), this.#letters.letter());
      caret = Y.createRelativePositionFromTypeIndex(text, Math.max(1, at) + 1, -1);
      this.#edits += 1;
      if (apart === 0) type(left - 1);
      else this.#world.after(this.#dice.upTo(apart), () => type(left - 1));
    };
    type(letters);
  }

  #serverWrites(): void {
    const name = this.#dice.pick(this.#names);
    const letter = this.#letters.letter();
    const done = this.#server.write(name, this.#dice.pick(MEMBERS), (doc) => {
      const texts = textsOf(doc, name.endsWith('brief') ? 'brief' : 'copy').filter((text) => text.length > 0);
      if (texts.length > 0) this.#dice.pick(texts).insert(1, letter);
      else this.#letters.typed.delete(letter);
    });
    // It was refused, or killed before it answered: either is right.
    if (!done) this.#unsure.add(letter);
  }
  readonly #unsure = new Set<string>();

  #changeRights(member: string): void {
    const { readers, rooms } = this.#server;
    if (!readers.delete(member)) readers.add(member);
    rooms?.rightsChanged((who) => (who.member === member ? 'comes back' : null));
  }

  #afterDeath(): void {
    this.#look();
    if (this.#server.kills > this.#kills) {
      this.#kills = this.#server.kills;
      this.#nothingUnsaved();
    }
    this.#world.after(this.#dice.upTo(1_500), () => this.#server.start());
  }

  /** What devices were told is on the disk, is; what no honest device may live to see, did not happen. */
  #look(): void {
    for (const laptop of this.#laptops) {
      const [fault] = laptop.faults;
      if (fault !== undefined) broken(fault);
      const acknowledged = laptop.acknowledged.splice(0);
      this.#acknowledged += acknowledged.length;
      for (const bytes of acknowledged) this.#note(bytes.length);
      this.#promised.set(laptop.room, [...(this.#promised.get(laptop.room) ?? []), ...acknowledged]);
    }
    if (!this.#server.rooms && this.#server.kills === this.#kills) return;
    if (this.#server.rooms && this.#server.kills > this.#kills) {
      // Killed by its fuse, between two steps.
      this.#kills = this.#server.kills;
      this.#nothingUnsaved();
    }
    if (!this.#server.rooms) this.#nothingUnsaved();
  }
  readonly #promised = new Map<RoomName, Uint8Array[]>();

  /** The disk as a killed server left it has all that was promised, and nobody ever heard of what it has not. */
  #nothingUnsaved(): void {
    for (const name of this.#names) {
      const disk = loaded(this.#server.store, name);
      if (!holds(disk, this.#promised.get(name)?.splice(0) ?? [])) broken(`${name} lost what was acknowledged`);
      for (const laptop of this.#laptops.filter(({ room }) => room === name))
        for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(laptop.doc)))
          if (!laptop.ids.has(client) && clock > Y.getState(disk.store, client))
            broken(`somebody in ${name} heard of what was on no disk`);
    }
  }

  /** The faults end; everybody comes back and has the same in time. */
  #becomeCalm(): void {
    this.#server.lightFuse(Infinity);
    this.#server.disk = 'well';
    this.#server.start();
    for (const member of this.#server.readers) this.#changeRights(member);
    // Their honest words that came in are written like everybody's; no laptop waits for them.
    this.#intruder?.leave();
    for (const laptop of this.#laptops) {
      laptop.line?.goOn();
      laptop.goOnline();
    }
    const from = this.#world.now;
    while (!this.#isCalm()) {
      this.#world.pass(250);
      this.#look();
      if (this.#world.now - from > PATIENCE)
        broken(
          `not calm after ${PATIENCE} ms: ${this.#laptops.map(({ unsent, connected }) => `${unsent}${connected ? '' : ' away'}`).join(', ')}`,
        );
    }
    this.#calm = this.#world.now - from;
    this.#nothingUnsaved();
  }
  #isCalm(): boolean {
    return (
      this.#server.rooms?.unsaved.length === 0 &&
      this.#laptops.every(
        (laptop) => laptop.unsent === 0 && laptop.connected && laptop.notice === '' && this.#isLikeDisk(laptop),
      )
    );
  }
  #isLikeDisk(laptop: SimLaptop): boolean {
    const disk = loaded(this.#server.store, laptop.room);
    return (
      Buffer.from(Y.encodeStateVector(disk)).equals(Y.encodeStateVector(laptop.doc)) &&
      Y.equalSnapshots(Y.snapshot(disk), Y.snapshot(laptop.doc))
    );
  }

  /** O1 to O5: replicas, the server, the disk and the merged log are one; every letter stands once, or was taken away, or is in a tray. */
  #compare(): void {
    for (const name of this.#names) {
      const disk = loaded(this.#server.store, name);
      const { snapshot, tail } = this.#server.store.loadRoom(name, 1);
      const log = new Y.Doc();
      const rows = [...(snapshot ? [snapshot] : []), ...tail.map(({ bytes }) => bytes)];
      if (rows.length > 0) Y.applyUpdate(log, Y.mergeUpdates(rows));
      const here = this.#laptops.filter(({ room }) => room === name);
      const docs = [disk, log, this.#server.rooms!.open(name)!.doc, ...here.map(({ doc }) => doc)];
      for (const doc of docs) {
        if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) broken(`${name} has a gap`);
        if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(disk))) broken(`${name} differs in what it knows`);
        if (contentOf(doc, name) !== contentOf(disk, name)) broken(`${name} differs in what it says`);
        if (holdsForged(doc)) broken(`${name} holds what had to be refused`);
      }
      this.#noteText(contentOf(disk, name));
    }
    this.#countLetters();
  }

  #countLetters(): void {
    const standing = this.#names.map((name) => contentOf(loaded(this.#server.store, name), name)).join('');
    const drafts = this.#laptops.flatMap((laptop) => laptop.drafts.map((doc) => contentOf(doc, laptop.room))).join('');
    const { typed, taken } = this.#letters;
    const count = new Map<string, number>();
    for (const character of standing) if (isLetter(character)) count.set(character, (count.get(character) ?? 0) + 1);
    for (const [letter, times] of count) {
      if (times > 1) broken(`a letter stands ${times} times`);
      if (!typed.has(letter)) broken('a letter stands that nobody typed');
      // A deletion that nobody was allowed to send any more went into a draft with its document.
      if (taken.has(letter) && drafts === '') broken('a letter came back');
    }
    for (const letter of typed)
      if (!count.has(letter) && !taken.has(letter) && !this.#unsure.has(letter) && !drafts.includes(letter))
        broken('a letter is lost');
  }

  /** Everybody leaves, the rooms are forgotten, and whoever comes next reads the same from the disk. */
  #beForgottenAndReadAgain(): void {
    const before = this.#names.map((name) => contentOf(loaded(this.#server.store, name), name));
    for (const laptop of this.#laptops) laptop.goOffline();
    this.#world.pass(120_000);
    const left = this.#server.rooms!.loaded.length;
    if (left > 0) broken(`${left} rooms that nobody is in were not forgotten`);
    for (const [index, name] of this.#names.entries()) {
      const late = new SimLaptop(this.#world, this.#dice, this.#server, 'mia', name);
      this.#world.pass(5_000);
      if (!late.connected || contentOf(late.doc, name) !== before[index])
        broken(`${name} reads otherwise after it was forgotten`);
      late.goOffline();
    }
  }

  #note(value: number): void {
    this.#trace = Math.imul(this.#trace ^ value, 16_777_619);
  }
  #noteText(text: string): void {
    for (let at = 0; at < text.length; at += 1) this.#note(text.charCodeAt(at));
  }
}

const contentOf = (doc: Y.Doc, name: RoomName): string =>
  JSON.stringify(
    name.endsWith('brief')
      ? textsOf(doc, 'brief').map((text) => text.toDelta() as unknown)
      : readSteps(doc).map(({ id, day, order, removed, variants }) => [
          [id, day, order, removed],
          variants.map(({ subject, body }) => [subject.toDelta() as unknown, body.toDelta() as unknown]),
        ]),
  );
