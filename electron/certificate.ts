import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';

/** Ten years: whoever joined trusts this one certificate, so a new one means a new invite for everybody. */
const YEARS = 10;

// DER as far as this one certificate needs it (X.690): a tag, a length, the content.
const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  if (length > 0xffff) throw new Error('longer than a certificate is');
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
const bytes = (...values: number[]): Buffer => Buffer.from(values);
/** Object identifiers as their encoded content. */
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const extension = (id: string, value: Uint8Array, critical = false): Buffer =>
  sequence(oid(id), ...(critical ? [der(0x01, bytes(0xff))] : []), der(0x04, value));
const time = (date: Date): Buffer =>
  // GeneralizedTime; RFC 5280 wants the older form up to 2049, which every certificate made here begins with.
  date.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
    : der(0x18, Buffer.from(`${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`));

/**
 * A self-signed certificate on a new P-256 key, in PEM. Nobody reads its names: whoever trusts it trusts exactly its bytes, by the
 * fingerprint in their invite (docs/adr/0013). Built by hand because Node can read certificates and not make them.
 */
export const makeCertificate = (now: Date): { cert: string; key: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('Countersign on a laptop')))));
  const serial = randomBytes(16);
  // A positive number without leading zeros.
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const from = new Date(now.getTime() - 86_400_000);
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  const body = sequence(
    der(0xa0, der(0x02, bytes(2))),
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(time(from), time(until)),
    name,
    publicKey,
    der(
      0xa3,
      sequence(
        // No authority: it cannot sign others.
        extension('551d13', sequence(), true),
        extension('551d0f', der(0x03, bytes(7, 0x80)), true),
        extension('551d25', sequence(oid('2b06010505070301'))),
        extension('551d11', sequence(der(0x82, Buffer.from('countersign.invalid')))),
      ),
    ),
  );
  const signature = sign('sha256', body, createPrivateKey(privateKey));
  const whole = sequence(body, ecdsaWithSha256, der(0x03, bytes(0), signature));
  return { cert: new X509Certificate(whole).toString(), key: privateKey };
};
