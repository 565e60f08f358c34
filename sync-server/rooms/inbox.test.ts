import { expect, it } from 'vitest';
import { FairShare } from './fair-share.ts';
import { Inbox } from './inbox.ts';
import { TestClient, roomsUnderTest } from './room-under-test.ts';
import { Seat } from './seat.ts';

it('keeps the newest question of each connection only, and every update', () => {
  const { room } = roomsUnderTest();
  const fair = new FairShare({ elapsed: () => 0, later: () => undefined });
  const seatOf = (member: string): Seat =>
    new Seat(new TestClient(room, member, { join: false }), fair.of(member), 0, () => undefined);
  const [mia, sam] = [seatOf('mia'), seatOf('sam')];
  const inbox = new Inbox();
  for (let at = 0; at < 10; at += 1) {
    inbox.ask(mia, new Uint8Array(at));
    inbox.ask(sam, new Uint8Array(100 + at));
    inbox.put(mia.take(new Uint8Array(1), 0));
  }
  expect(inbox.updates).toBe(10);
  expect(inbox.items).toHaveLength(12);
  expect(inbox.takeAsked().map(([seat, vector]) => [seat.peer.who.member, vector.length])).toEqual([
    ['mia', 9],
    ['sam', 109],
  ]);
});
