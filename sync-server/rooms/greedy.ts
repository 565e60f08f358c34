/** What a connection holds of something that all share, in bytes. */
export type Holder<Connection> = { connection: Connection; member: string; bytes: number };

/**
 * Connections to close until what the others hold is within `allowed`: always the largest one of the member who holds most, so that nobody
 * can have others sent away.
 */
export const beyond = <Connection>(holders: readonly Holder<Connection>[], allowed: number): Connection[] => {
  const left = holders.toSorted((one, other) => other.bytes - one.bytes);
  const ofMember = new Map<string, number>();
  let sum = 0;
  for (const { member, bytes } of left) {
    ofMember.set(member, (ofMember.get(member) ?? 0) + bytes);
    sum += bytes;
  }
  const gone: Connection[] = [];
  while (sum > allowed) {
    const [most] = [...ofMember].reduce((one, other) => (other[1] > one[1] ? other : one));
    const at = left.findIndex(({ member }) => member === most);
    for (const { connection, bytes } of left.splice(at, 1)) {
      gone.push(connection);
      ofMember.set(most, ofMember.get(most)! - bytes);
      sum -= bytes;
    }
  }
  return gone;
};
