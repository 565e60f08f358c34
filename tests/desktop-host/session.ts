import { loud, LoudEmitter } from './loud.ts';
import { fromStandIn, originOf, schemes, type Privileges } from './schemes.ts';
import { cdp, state } from './state.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type Details = { isMainFrame: boolean; requestingUrl: string };
type RequestHandler = (page: unknown, permission: string, answer: (granted: boolean) => void, details: Details) => void;
type CheckHandler = (page: unknown, permission: string, origin: string, details: Details) => boolean;

/** Permissions that Chromium can be told about ahead, by their name in Electron and there. */
const permissions: Record<string, string> = {
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  'clipboard-read': 'clipboard-read',
  'clipboard-sanitized-write': 'clipboard-sanitized-write',
  media: 'camera',
  'window-management': 'window-management',
  'idle-detection': 'idle-detection',
  'persistent-storage': 'persistent-storage',
};

/** Electron asks one handler before a page may use something, another whether it could, and a third about each device. */
export type Verdict = { request: boolean; check: boolean; device: boolean };

export class Protocol extends LoudEmitter {
  readonly handlers = new Map<string, ProtocolHandler>();
  registerSchemesAsPrivileged(list: { scheme: string; privileges?: Privileges }[]): void {
    if (state.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges = {} } of list) schemes.set(scheme, privileges);
  }
  handle(scheme: string, handler: ProtocolHandler): void {
    if (this.handlers.has(scheme)) throw new Error('The scheme has been registered');
    this.handlers.set(scheme, handler);
  }
}

type CertificateRequest = {
  hostname: string;
  certificate: { data: string };
  verificationResult: string;
  errorCode: number;
};
type VerifyProc = (request: CertificateRequest, answer: (verdict: number) => void) => void;

export class Session extends LoudEmitter {
  readonly protocol = new Protocol();
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;
  #devices: (() => boolean) | null = null;
  #verify: VerifyProc | null = null;
  readonly #told = new Set<string>();

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#request = handler;
    this.#told.clear();
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#check = handler;
    this.#told.clear();
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.#devices = handler;
  }
  setCertificateVerifyProc(verify: VerifyProc | null): void {
    this.#verify = verify;
  }
  /** What the app says of a certificate: 0 trusts it, -2 refuses it, -3 leaves it to the system. */
  judgeCertificate(hostname: string, pem: string, sound: boolean): Promise<number> {
    const asked = {
      hostname,
      certificate: { data: pem },
      verificationResult: sound ? 'net::OK' : 'net::ERR_CERT_AUTHORITY_INVALID',
      errorCode: sound ? 0 : -202,
    };
    return new Promise((resolve) => {
      if (this.#verify) this.#verify(asked, resolve);
      else resolve(-3);
    });
  }
  /** What each handler says, asked directly: the form in which tests see permissions that Chromium cannot be told about. */
  verdict(permission: string, url: string): Verdict {
    const details = { isMainFrame: true, requestingUrl: url };
    let request = this.#request === null;
    this.#request?.(null, permission, (said) => (request = said), details);
    return {
      request,
      check: this.#check?.(null, permission, originOf(url), details) ?? true,
      device: this.#devices?.() ?? true,
    };
  }
  /** Chromium has no hook to be asked, so the verdicts on an origin are installed when a page of it comes up. */
  applyPermissions(standInOrigin: string): void {
    if (!standInOrigin.startsWith('http') || this.#told.has(standInOrigin)) return;
    this.#told.add(standInOrigin);
    const url = `${fromStandIn(standInOrigin).replace(/\/$/, '')}/`;
    for (const [name, known] of Object.entries(permissions)) {
      const { request, check } = this.verdict(name, url);
      void cdp()
        .send('Browser.setPermission', {
          permission: { name: known },
          setting: request && check ? 'granted' : 'denied',
          origin: standInOrigin,
        })
        .catch(() => undefined);
    }
  }
}

export const defaultSession = new Session();
export const session = loud({ defaultSession }, 'session');
export const { protocol } = defaultSession;
