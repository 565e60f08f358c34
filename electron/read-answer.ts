/** The largest answer that is taken from a server, in bytes: a launch package of a long campaign is a few hundred kB. */
const MAX_ANSWER = 32 * 1024 * 1024;

/** The whole body; throws where it is larger than an answer may be. */
export const readBytes = async (response: Response): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  if (response.body)
    for await (const part of response.body) {
      size += part.byteLength;
      if (size > MAX_ANSWER) throw new Error('The answer is too large.');
      parts.push(part);
    }
  return Buffer.concat(parts);
};

/** The body as JSON, null where there is none; throws where it is something else. */
export const readJsonAnswer = async (response: Response): Promise<unknown> => {
  const text = (await readBytes(response)).toString('utf8');
  return text === '' ? null : JSON.parse(text);
};
