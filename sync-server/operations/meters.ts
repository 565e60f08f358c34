/**
 * What the server counts while it works. Rooms and commands call these and know nothing of how they are shown; a call may cost no
 * more than an addition. What can be read off the server at any moment (rooms, connections, bytes that wait) is not counted here.
 */
export type Meters = {
  /** A turn's transaction, `BEGIN` to the end of `COMMIT`, and how many updates it made durable. */
  committed: (seconds: number, updates: number) => void;
  /** A turn's transaction that the disk refused. */
  commitFailed: () => void;
  /** An update, from its arrival to the moment it was handed to the other connections' sockets. */
  delivered: (seconds: number) => void;
  /** A connection was closed for what it sent; by its close code. */
  refused: (code: number) => void;
  /** An update or a stored row was set aside. */
  quarantined: () => void;
  /** A room was not written whole: the snapshot failed, or was not what the rows are. */
  snapshotFailed: () => void;
};

export const noMeters: Meters = {
  committed: () => undefined,
  commitFailed: () => undefined,
  delivered: () => undefined,
  refused: () => undefined,
  quarantined: () => undefined,
  snapshotFailed: () => undefined,
};
