import { afterEach, describe, expect, it, vi } from 'vitest';
import { TestClient } from '../rooms/room-under-test.ts';
import { RealWorkspace } from '../workspace-under-test.ts';

afterEach(() => vi.restoreAllMocks());
const broken = (): never => {
  throw new Error('the disk does not answer');
};

describe('what was recorded', () => {
  it('is answered as recorded, and told to everybody else, whichever listener throws', () => {
    const world = new RealWorkspace();
    const heard: number[] = [];
    world.actor.listen(broken);
    world.actor.listen((rows) => heard.push(...rows.map(({ number }) => number)));
    const before = world.state.number;
    const number = world.must('mia', { kind: 'create campaign', campaign: 'd', name: 'Autumn' });
    expect(number).toBe(before + 1);
    expect(heard).toEqual([number]);
    expect(world.said).toEqual(['what was recorded could not be announced to somebody']);
  });

  it('takes a suspended member out of the rooms, whichever listener throws and whatever the disk says of them', () => {
    const world = new RealWorkspace();
    const room = world.actor.rooms.of('c', 'brief')!;
    world.actor.listen(broken);
    world.actor.listenRights(broken);
    const sam = new TestClient(room, 'sam');
    vi.spyOn(world.store, 'session').mockImplementation(broken);
    world.must('mia', { kind: 'suspend member', member: 'sam', suspended: true });
    expect(sam.closed).not.toBeNull();
    expect(room.peers).toEqual([]);
  });
});
