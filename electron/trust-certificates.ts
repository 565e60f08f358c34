import { createHash, X509Certificate } from 'node:crypto';
import type { Session } from 'electron';
import type { Servers } from './servers.ts';

/** SHA-256 of a certificate in base64url: what an invite carries. */
export const fingerprintOf = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');

/** Chromium's answers: trust it, refuse it, or decide as always. */
export const TRUST = 0;
export const REFUSE = -2;
export const AS_ALWAYS = -3;

/**
 * A host that a certificate came with in an invite is trusted with that certificate and no other, also not with one that a public
 * authority has signed. For every other host the system's trust decides.
 */
export const judgeCertificate = (
  pem: string,
  pins: readonly string[],
): typeof TRUST | typeof REFUSE | typeof AS_ALWAYS => {
  if (pins.length === 0) return AS_ALWAYS;
  try {
    return pins.includes(fingerprintOf(pem)) ? TRUST : REFUSE;
  } catch {
    return REFUSE;
  }
};

/** For this process's requests and the pages' websockets alike. Chromium names the host and no port: `Servers` keeps one trust a host. */
export const trustCertificates = (session: Session, servers: Servers): void => {
  session.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    answer(judgeCertificate(certificate.data, servers.pinsOf(hostname)));
  });
};
