/** Sentences about one room; the gravest is shown. */
export class RoomNotices {
  /** Read-only for good: nothing is applied and nothing sent. */
  frozen = '';
  /** This laptop's disk. */
  disk = '';
  /** What the server said about the room. */
  server = '';
  /** Why there is no line to it. */
  line = '';
  /** Why this is a fresh copy. */
  fresh = '';

  get gravest(): string {
    return this.frozen || this.disk || this.server || this.line || this.fresh;
  }
}
