import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { Fault } from '../fault.ts';

const BLOCK = 512;
const CHUNK = 1024 * 1024;
/** Eleven octal digits: what a plain header can say of a size. */
const LARGEST = 8 ** 11 - 1;

export type Entry = { name: string; size: number; offset: number };

/** A backup is a plain tar, so that anybody can look into it. This writes one, file by file; nothing is kept in memory. */
export class ArchiveWriter {
  readonly #file: number;
  constructor(path: string) {
    this.#file = openSync(path, 'wx', 0o600);
  }

  /** Returns the size and the SHA-256 of what was copied. */
  addFile(name: string, path: string): { size: number; sha256: string } {
    const from = openSync(path, 'r');
    try {
      const { size } = fstatSync(from);
      if (size > LARGEST) throw new Fault('bad backup', `${path} is larger than a backup can hold (8 GB).`);
      writeAll(this.#file, header(name, size));
      const hash = createHash('sha256');
      eachChunk(from, 0, size, (chunk) => {
        hash.update(chunk);
        writeAll(this.#file, chunk);
      });
      this.#pad(size);
      return { size, sha256: hash.digest('hex') };
    } finally {
      closeSync(from);
    }
  }

  addText(name: string, text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    writeAll(this.#file, header(name, bytes.length));
    writeAll(this.#file, bytes);
    this.#pad(bytes.length);
  }

  /** Ends it; on return the disk has it. */
  finish(): void {
    writeAll(this.#file, Buffer.alloc(2 * BLOCK));
    fsyncSync(this.#file);
    closeSync(this.#file);
  }
  abandon(): void {
    closeSync(this.#file);
  }

  #pad(size: number): void {
    writeAll(this.#file, Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK));
  }
}

/** Lists the plain files of a tar; throws a Fault where it is none, or not whole. */
export const readArchive = (path: string): Entry[] => {
  const file = openSync(path, 'r');
  try {
    const { size: whole } = fstatSync(file);
    const entries: Entry[] = [];
    const block = Buffer.alloc(BLOCK);
    for (let at = 0; ;) {
      if (readSync(file, block, 0, BLOCK, at) !== BLOCK) throw notWhole(path);
      if (block.every((byte) => byte === 0)) return entries;
      const size = Number.parseInt(text(block, 124, 12), 8);
      if (Number.parseInt(text(block, 148, 8), 8) !== checksum(block) || !Number.isSafeInteger(size) || size < 0)
        throw notWhole(path);
      const offset = at + BLOCK;
      if (offset + size > whole) throw notWhole(path);
      entries.push({ name: text(block, 0, 100), size, offset });
      at = offset + Math.ceil(size / BLOCK) * BLOCK;
    }
  } finally {
    closeSync(file);
  }
};

/** Reads one file of an archive, piece by piece; returns its SHA-256. */
export const readEntry = (path: string, { offset, size }: Entry, take: (chunk: Buffer) => void): string => {
  const file = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    eachChunk(file, offset, size, (chunk) => {
      hash.update(chunk);
      take(chunk);
    });
    return hash.digest('hex');
  } finally {
    closeSync(file);
  }
};

/** Copies one file of an archive out of it, onto the disk; returns its SHA-256. */
export const copyEntry = (path: string, entry: Entry, to: string): string => {
  const file = openSync(to, 'wx', 0o600);
  try {
    const sha256 = readEntry(path, entry, (chunk) => writeAll(file, chunk));
    fsyncSync(file);
    return sha256;
  } finally {
    closeSync(file);
  }
};

const notWhole = (path: string): Fault =>
  new Fault('bad backup', `${path} is not a whole backup of Countersign. Take another one.`);

const eachChunk = (file: number, from: number, size: number, take: (chunk: Buffer) => void): void => {
  const buffer = Buffer.alloc(Math.min(CHUNK, size));
  for (let done = 0; done < size;) {
    const read = readSync(file, buffer, 0, Math.min(CHUNK, size - done), from + done);
    if (read === 0) throw new Fault('bad backup', 'A file became shorter while it was read. Try again.');
    take(buffer.subarray(0, read));
    done += read;
  }
};
const writeAll = (file: number, bytes: Buffer): void => {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
};

/** A POSIX ustar header of a plain file that only its owner may read. */
const header = (name: string, size: number): Buffer => {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');
  block.write(name, 0, 100, 'utf8');
  block.write(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100, 'latin1');
  block.write(`${octal(size, 11)}\0${octal(Math.floor(Date.now() / 1_000), 11)}\0`, 124, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  block.write(`${octal(checksum(block), 6)}\0 `, 148, 'latin1');
  return block;
};
/** The sum of the header's bytes, with its own eight taken as spaces. */
const checksum = (block: Buffer): number =>
  block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
const text = (block: Buffer, at: number, length: number): string =>
  block.toString('utf8', at, at + length).replace(/[\0 ].*$/su, '');
