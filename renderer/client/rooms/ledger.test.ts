import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Ledger, type Edit } from './ledger.ts';

/** A document whose updates go into a ledger as they are made; `type` returns the edit that came of it. */
const started = () => {
  const doc = new Y.Doc();
  const ledger = new Ledger();
  const text = doc.getText('objective');
  let last: Edit | null = null;
  doc.on('update', (update: Uint8Array) => {
    last = ledger.made(update);
  });
  const type = (words: string): Edit => {
    text.insert(text.length, words);
    return last!;
  };
  const sends = ({ bytes }: Pick<Edit, 'bytes'>) => ledger.sent({ kind: 'update', update: bytes });
  /** As an answer to a server that says it has so many characters. */
  const answers = (has = 0) => {
    const vector = Y.encodeStateVector(new Map(has > 0 ? [[doc.clientID, has]] : []));
    ledger.sent({ kind: 'step 2', update: Y.encodeStateAsUpdate(doc, vector) });
  };
  return { doc, ledger, text, type, sends, answers };
};

describe('an acknowledgement', () => {
  it('frees the edits of the frames that it counts, in order', () => {
    const { ledger, type, sends } = started();
    const one = type('one');
    sends(one);
    const two = type('two');
    sends(two);
    expect(ledger.acknowledged(1)).toEqual([one]);
    expect(ledger.unacknowledged()).toEqual([two]);
    expect(ledger.acknowledged(2)).toEqual([two]);
    expect(ledger.unsent).toBe(0);
  });
  it('of an answer to step 1 frees what it carried, and nothing made after', () => {
    const { ledger, type, sends, answers } = started();
    const [old, typed] = [type('old'), type('typed')];
    answers();
    const later = type('later');
    sends(later);
    expect(ledger.acknowledged(1)).toEqual([old, typed]);
    expect(ledger.unacknowledged()).toEqual([later]);
  });
  it('of an answer to step 1 does not free what the server said it has and was not sent', () => {
    const { ledger, type, answers } = started();
    const [old, typed] = [type('old'), type('typed')];
    answers(5);
    expect(ledger.acknowledged(1)).toEqual([]);
    answers(3);
    expect(ledger.acknowledged(2)).toEqual([typed]);
    expect(ledger.unacknowledged()).toEqual([old]);
  });
  it('comes for everything at last: what was not acknowledged is sent again whatever the server says that it has', () => {
    const { doc, ledger, type } = started();
    const edits = [type('heard'), type('unheard')];
    const vector = Y.encodeStateVector(new Map([[doc.clientID, 500]]));
    ledger.sent({ kind: 'step 2', update: Y.encodeStateAsUpdate(doc, ledger.withoutUnsent(vector)) });
    expect(ledger.acknowledged(1)).toEqual(edits);
    expect(ledger.withoutUnsent(vector)).toEqual(vector);
  });
  it('frees a deletion with any answer to step 1: they are all in each', () => {
    const { doc, ledger, text, type, answers } = started();
    type('words');
    answers();
    ledger.acknowledged(1);
    text.delete(0, 2);
    expect(ledger.unsent).toBe(1);
    answers(Y.getState(doc.store, doc.clientID));
    expect(ledger.acknowledged(2)).toHaveLength(1);
  });
  it('of an update does not free what was made in an earlier session', () => {
    const { ledger, type, sends, answers } = started();
    const [old, typed] = [type('old'), type('typed')];
    sends(typed);
    answers();
    expect(ledger.acknowledged(1)).toEqual([typed]);
    expect(ledger.unacknowledged()).toEqual([old]);
    expect(ledger.acknowledged(2)).toEqual([old]);
  });
  it('of an update that was not made here frees nothing', () => {
    const { ledger, type } = started();
    type('mine');
    ledger.sent({ kind: 'update', update: Uint8Array.of(0, 0) });
    expect(ledger.acknowledged(1)).toEqual([]);
  });
  it('heard twice, or of a connection before, frees nothing', () => {
    const { ledger, type, sends, answers } = started();
    sends(type('one'));
    sends(type('two'));
    expect(ledger.acknowledged(1)).toHaveLength(1);
    expect(ledger.acknowledged(1)).toEqual([]);
    ledger.disconnected();
    expect(ledger.acknowledged(1)).toEqual([]);
    ledger.disconnected();
    answers();
    expect(ledger.acknowledged(1)).toHaveLength(1);
  });
});

it('knows what the laptop’s own disk has not got yet', () => {
  const { ledger, type } = started();
  const edit = type('one');
  ledger.made(Uint8Array.of(0, 0), 3);
  expect(ledger.unsaved).toBe(1);
  edit.id = 4;
  expect(ledger.unsaved).toBe(0);
  expect(ledger.unsent).toBe(2);
});
