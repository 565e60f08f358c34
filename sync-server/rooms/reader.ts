/** Thrown for bytes that are not exactly one message; never leaves the decoder. */
export class Malformed extends Error {}

/** One for all: a frame may carry thousands of short texts. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads lib0's encoding strictly: every varint minimal, every length within the frame, nothing left over. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** A varUint up to 2^53 - 1. A longer spelling of the same number has slipped past byte-level filters before. */
  uint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new Malformed('ends inside a number');
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('number too large');
      if (byte < 0x80) {
        if (byte === 0 && scale > 1) throw new Malformed('number not in its shortest form');
        return value;
      }
      scale *= 128;
      if (scale > 2 ** 49) throw new Malformed('number too long');
    }
  }

  bytes(): Uint8Array {
    const length = this.uint();
    if (length > this.#bytes.length - this.#at) throw new Malformed('ends inside a part');
    return this.#bytes.slice(this.#at, (this.#at += length));
  }

  text(): string {
    try {
      return utf8.decode(this.bytes());
    } catch {
      throw new Malformed('text is not UTF-8');
    }
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new Malformed('bytes after the end');
  }
}
