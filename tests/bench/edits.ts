import * as Y from 'yjs';
import { foundingUpdate } from '../../domain/campaign/founding.ts';
import { FIRST_WRITER } from './writer.ts';

/** A room as many single edits in many places leave it: hardly two of them stand together, so that it stays large. */
export class Edits {
  readonly updates: Uint8Array[] = [];
  readonly doc = new Y.Doc();
  /** All of it as one update. Encoded once: that takes longer than some of what is measured with it. */
  readonly state: Uint8Array;

  /** Founded as our rooms are, so that the same edits fit all servers: the founding comes first. */
  constructor(count: number) {
    Y.applyUpdate(this.doc, foundingUpdate('brief'));
    this.doc.clientID = FIRST_WRITER;
    this.doc.on('update', (update: Uint8Array) => this.updates.push(update));
    const text = this.doc.getText('objective');
    let seed = 1;
    const upTo = (sides: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return Math.floor((seed / 0x7fffffff) * sides) % sides;
    };
    for (let edit = 0; edit < count; edit += 1) {
      const length = text.length;
      if (edit % 10 === 9 && length > 10) text.delete(1 + upTo(length - 1), 1);
      else text.insert(1 + upTo(length), String.fromCharCode(97 + upTo(26)));
    }
    this.state = Y.encodeStateAsUpdate(this.doc);
  }

  get text(): string {
    return this.doc.getText('objective').toJSON();
  }
}
