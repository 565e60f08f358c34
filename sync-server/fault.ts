/** A fault of the disk or of the data folder, with the sentence a person reads. `code` is for programs. */
export class Fault extends Error {
  readonly code: FaultCode;
  constructor(code: FaultCode, says: string, cause?: unknown) {
    super(says, { cause });
    this.name = 'Fault';
    this.code = code;
  }
}
export type FaultCode =
  | 'disk full'
  | 'read only'
  | 'in use'
  | 'newer version'
  | 'damaged'
  | 'not a folder'
  | 'not there'
  | 'port in use'
  | 'bad setting'
  | 'bad backup'
  | 'stopping'
  | 'disk failed';

const isSqliteError = (error: unknown): error is Error & { errcode: number } =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';

/** Names what SQLite or the file system reported; null for an error that is a mistake of ours. */
export const faultOf = (error: unknown, place: string): Fault | null => {
  if (error instanceof Fault) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  // The low byte is SQLite's primary result code (https://sqlite.org/rescode.html).
  const primary = isSqliteError(error) ? error.errcode & 0xff : null;
  if (primary === 13 || code === 'ENOSPC' || code === 'EDQUOT')
    return new Fault(
      'disk full',
      `The disk that holds ${place} is full. Free some space on it; nothing was lost.`,
      error,
    );
  if (code === 'EROFS')
    return new Fault(
      'read only',
      `The disk that holds ${place} can only be read. Mount it so that it can be written, or set COUNTERSIGN_DATA to another folder.`,
      error,
    );
  if (primary === 8 || primary === 14 || code === 'EACCES' || code === 'EPERM')
    return new Fault(
      'read only',
      `${place} cannot be written. Give the account that runs the server the right to write there, or set COUNTERSIGN_DATA to another folder.`,
      error,
    );
  if (primary === 5 || primary === 6)
    return new Fault(
      'in use',
      `${place} is in use by another Countersign server. End that one first, or set COUNTERSIGN_DATA to another folder.`,
      error,
    );
  if (primary === 11 || primary === 26)
    return new Fault('damaged', `${place} is damaged and cannot be read. Put back a backup of it.`, error);
  if (primary === 10 || code === 'EIO')
    return new Fault('disk failed', `The disk that holds ${place} reports an error. Check the disk.`, error);
  if (code === 'EEXIST' || code === 'ENOTDIR')
    return new Fault(
      'not a folder',
      `${place} is not a folder. Move that file away, or set COUNTERSIGN_DATA to a folder.`,
      error,
    );
  if (code === 'ENOENT')
    return new Fault('not there', `${place}, or the folder it is to be in, is not there. Check the path.`, error);
  return null;
};
