import { describe, expect, it } from 'vitest';
import { Ledger } from './ledger.ts';

const bytes = (number: number) => Uint8Array.of(number);

describe('an acknowledgement', () => {
  it('frees the edits of the frames that it counts, in order', () => {
    const ledger = new Ledger();
    const one = ledger.made(bytes(1));
    ledger.sent('update');
    const two = ledger.made(bytes(2));
    ledger.sent('update');
    expect(ledger.acknowledged(1)).toEqual([one]);
    expect(ledger.unacknowledged()).toEqual([two]);
    expect(ledger.acknowledged(2)).toEqual([two]);
    expect(ledger.unsent).toBe(0);
  });
  it('of an answer to step 1 frees everything made before it, and nothing made after', () => {
    const ledger = new Ledger();
    const old = ledger.made(bytes(1), 7);
    const typed = ledger.made(bytes(2));
    ledger.sent('step 2');
    const later = ledger.made(bytes(3));
    ledger.sent('update');
    expect(ledger.acknowledged(1)).toEqual([old, typed]);
    expect(ledger.unacknowledged()).toEqual([later]);
  });
  it('of an update does not free what was made in an earlier session', () => {
    const ledger = new Ledger();
    const old = ledger.made(bytes(1), 7);
    const typed = ledger.made(bytes(2));
    ledger.sent('update');
    ledger.sent('step 2');
    expect(ledger.acknowledged(1)).toEqual([typed]);
    expect(ledger.unacknowledged()).toEqual([old]);
    expect(ledger.acknowledged(2)).toEqual([old]);
  });
  it('heard twice, or of a connection before, frees nothing', () => {
    const ledger = new Ledger();
    ledger.made(bytes(1));
    ledger.sent('update');
    ledger.made(bytes(2));
    ledger.sent('update');
    expect(ledger.acknowledged(1)).toHaveLength(1);
    expect(ledger.acknowledged(1)).toEqual([]);
    ledger.disconnected();
    expect(ledger.acknowledged(1)).toEqual([]);
    ledger.disconnected();
    ledger.sent('step 2');
    expect(ledger.acknowledged(1)).toHaveLength(1);
  });
});

it('knows what the laptop’s own disk has not got yet', () => {
  const ledger = new Ledger();
  const edit = ledger.made(bytes(1));
  ledger.made(bytes(2), 3);
  expect(ledger.unsaved).toBe(1);
  edit.id = 4;
  expect(ledger.unsaved).toBe(0);
  expect(ledger.unsent).toBe(2);
});
