import { describe, expect, it } from 'vitest';
import { Backlog } from './backlog.ts';

const MB = 1024 * 1024;

class Fake {
  readonly member: string;
  readonly #all: Backlog<Fake>;
  readonly #clock: { now: number };
  unread = 0;
  unfinished = 0;
  gone = false;

  constructor(member: string, all: Backlog<Fake>, clock: { now: number }) {
    this.member = member;
    this.#all = all;
    this.#clock = clock;
  }
  tooMuch(): void {
    this.gone = true;
    this.unread = 0;
    this.#all.forget(this);
    this.unfinished = 0;
  }
  leavesUnread(bytes: number): void {
    this.unread = bytes;
    this.#clock.now += 1_000;
    this.#all.wrote(this);
  }
  sends(bytes: number): void {
    this.unfinished += bytes;
    this.#all.received(this, bytes);
  }
}
const backlog = () => {
  const clock = { now: 0 };
  const all = new Backlog<Fake>(() => clock.now, { unread: 10 * MB, unfinished: 10 * MB });
  return { all, of: (member: string) => new Fake(member, all, clock) };
};

describe('what waits for slow readers', () => {
  it('is bounded over all of them; whoever holds most is let go, and nobody else', () => {
    const { all, of } = backlog();
    const eves = Array.from({ length: 6 }, () => of('eve'));
    const mia = of('mia');
    mia.leavesUnread(3 * MB);
    for (const eve of eves) eve.leavesUnread(2 * MB);
    expect(mia.gone).toBe(false);
    expect(eves.filter(({ gone }) => gone)).toHaveLength(3);
    expect(all.unread).toBe(9 * MB);
    mia.leavesUnread(0);
    all.tidy();
    expect(all.unread).toBe(6 * MB);
  });

  it('counts a large frame once, however many are sent it', () => {
    const { all, of } = backlog();
    const frame = new Uint8Array(6 * MB);
    const readers = Array.from({ length: 200 }, (_, at) => of(`member ${at}`));
    for (const reader of readers) {
      all.lend(frame);
      reader.leavesUnread(0);
    }
    expect(all.unread).toBe(6 * MB);
    expect(readers.some(({ gone }) => gone)).toBe(false);
    for (const _ of readers) all.giveBack(frame);
    expect(all.unread).toBe(0);
  });
});

describe('messages that have not come whole', () => {
  it('are bounded over all sockets; whoever holds most is let go', () => {
    const { all, of } = backlog();
    const mia = of('mia');
    const eves = Array.from({ length: 4 }, () => of('eve'));
    mia.sends(2 * MB);
    for (const eve of eves) eve.sends(3 * MB);
    expect(mia.gone).toBe(false);
    expect(eves.filter(({ gone }) => gone)).toHaveLength(2);
    expect(all.unfinished).toBe(8 * MB);
    mia.sends(-2 * MB);
    expect(all.unfinished).toBe(6 * MB);
  });
});
