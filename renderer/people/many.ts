/** A list longer than this is searched, not read. */
export const MANY = 10;
