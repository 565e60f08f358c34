/** Bytes of a server's websocket frame before its payload: no mask, final, binary. */
const headerLength = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

const wires = new WeakMap<Uint8Array, Buffer>();

const alloc = (length: number): { wire: Buffer; message: Uint8Array } => {
  const header = headerLength(length);
  const wire = Buffer.allocUnsafeSlow(header + length);
  wire[0] = 0x82;
  if (header === 2) wire[1] = length;
  else if (header === 4) {
    wire[1] = 126;
    wire.writeUInt16BE(length, 2);
  } else {
    wire[1] = 127;
    wire.writeBigUInt64BE(BigInt(length), 2);
  }
  const message = wire.subarray(header);
  wires.set(message, wire);
  return { wire, message };
};

/**
 * A message made of its parts, with room for the websocket header in front of it in the same buffer: encoded once, whoever and however
 * many receive it, and written to each socket in one call.
 */
export const sealed = (...parts: Uint8Array[]): Uint8Array => {
  const { message } = alloc(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    message.set(part, at);
    at += part.length;
  }
  return message;
};

/** The whole websocket frame of a message. */
export const wireOf = (message: Uint8Array): Buffer => {
  const wire = wires.get(message);
  if (wire) return wire;
  const made = alloc(message.length);
  made.message.set(message);
  wires.set(message, made.wire);
  return made.wire;
};
