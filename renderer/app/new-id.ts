/** A fresh identifier for a command or what it makes: 128 random bits. `crypto.randomUUID` is missing on plain http off loopback. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
