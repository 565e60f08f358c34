import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault } from './fault.ts';
import { isLoopback } from './http/origin.ts';
import type { Level } from './log.ts';
import type { ServerOptions } from './server.ts';

type Environment = Record<string, string | undefined>;

/** Every variable that means something to the server; docs/operating.md has a row for each. */
export const settingNames = [
  'COUNTERSIGN_DATA',
  'COUNTERSIGN_HOST',
  'COUNTERSIGN_PORT',
  'COUNTERSIGN_BEHIND_TLS',
  'COUNTERSIGN_TLS_CERT',
  'COUNTERSIGN_TLS_KEY',
  'COUNTERSIGN_TLS_HOST',
  'COUNTERSIGN_TLS_PORT',
  'COUNTERSIGN_TLS_INVITE_ONLY',
  'COUNTERSIGN_APP',
  'COUNTERSIGN_ORIGINS',
  'COUNTERSIGN_FOUNDING',
  'COUNTERSIGN_SAMPLE',
  'COUNTERSIGN_LOCAL_WEBHOOKS',
  'COUNTERSIGN_METRICS_TOKEN',
  'COUNTERSIGN_MAX_CONNECTIONS',
  'COUNTERSIGN_LOG',
] as const;

export type Configuration = Omit<ServerOptions, 'sample' | 'log' | 'clock' | 'version'> & {
  offersSample: boolean;
  /** What is less grave is not logged; null: what suits where the log goes. */
  logs: Level | null;
};

/** The environment as settings, read once. Throws a Fault with a sentence for each variable that cannot be. */
export const readConfiguration = (env: Environment): Configuration => {
  const wrong: string[] = [];
  /** Goes on after a fault, so that all of them are told at once. */
  const each = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      wrong.push(error.message);
      return otherwise;
    }
  };
  const on = (name: string, otherwise: boolean): boolean => each(() => flag(env, name, otherwise), otherwise);
  const behindTls = on('COUNTERSIGN_BEHIND_TLS', false);
  const configuration: Configuration = {
    data: dataFolderOf(env),
    host: each(() => hostOf(env, behindTls), ''),
    port: each(() => number(env, 'COUNTERSIGN_PORT', 4777, PORTS), 0),
    tls: each(() => tls(env), null),
    app: each(() => appFolder(env['COUNTERSIGN_APP']), null),
    origins: each(() => origins(env['COUNTERSIGN_ORIGINS']), []),
    mayFound: on('COUNTERSIGN_FOUNDING', true),
    behindTls,
    localWebhooks: on('COUNTERSIGN_LOCAL_WEBHOOKS', false),
    metricsToken: each(() => metricsToken(env['COUNTERSIGN_METRICS_TOKEN']), null),
    maxConnections: each(() => number(env, 'COUNTERSIGN_MAX_CONNECTIONS', 20_000, CONNECTIONS), 0),
    // Anybody may sit down in the sample: on a server that strangers reach, it is offered only on purpose.
    offersSample: on('COUNTERSIGN_SAMPLE', !behindTls),
    logs: each(() => logs(env['COUNTERSIGN_LOG']), null),
  };
  if (wrong.length > 0) throw new Fault('bad setting', wrong.join('\n'));
  return configuration;
};

/** Of other programs of ours, which start this one. */
const notOurs: readonly string[] = ['COUNTERSIGN_OPEN', 'COUNTERSIGN_SERVER'];

/** Variables that look like settings and are none: a name that was misspelt would otherwise do nothing, silently. */
export const unknownSettings = (env: Environment): string[] =>
  Object.keys(env).filter((name) => name.startsWith('COUNTERSIGN_') && ![...settingNames, ...notOurs].includes(name));

const hostOf = (env: Environment, behindTls: boolean): string => {
  const host = env['COUNTERSIGN_HOST'] || '127.0.0.1';
  if (!isLoopback(host) && !behindTls)
    throw new Fault(
      'bad setting',
      `COUNTERSIGN_HOST=${host} can be reached by others, and this server speaks no TLS: what people write would travel in the clear. Leave COUNTERSIGN_HOST at 127.0.0.1, or put a proxy that ends TLS before it and set COUNTERSIGN_BEHIND_TLS=1, or open a second address with TLS by COUNTERSIGN_TLS_CERT and COUNTERSIGN_TLS_KEY.`,
    );
  return host;
};

/** Where the server keeps everything; backup and restore look there, too. */
export const dataFolderOf = (env: Environment): string => resolve(env['COUNTERSIGN_DATA'] || '.data');

const flag = (env: Environment, name: string, otherwise: boolean): boolean => {
  const value = env[name];
  if (value === undefined || value === '') return otherwise;
  if (value === '1' || value === 'on') return true;
  if (value === '0' || value === 'off') return false;
  throw new Fault('bad setting', `${name}=${value} is neither on nor off. Set it to on or off.`);
};

type Range = { from: number; to: number; what: string };
const PORTS: Range = { from: 0, to: 65_535, what: 'port' };
const CONNECTIONS: Range = { from: 10, to: 1_000_000, what: 'number of connections' };

const number = (env: Environment, name: string, otherwise: number, { from, to, what }: Range): number => {
  const value = env[name];
  if (value === undefined || value === '') return otherwise;
  if (/^\d{1,7}$/.test(value) && Number(value) >= from && Number(value) <= to) return Number(value);
  throw new Fault('bad setting', `${name}=${value} is no ${what}. Set it to a number from ${from} to ${to}.`);
};

const metricsToken = (value: string | undefined): string | null => {
  if (!value) return null;
  if (/^[\x21-\x7e]{24,200}$/.test(value)) return value;
  throw new Fault(
    'bad setting',
    'COUNTERSIGN_METRICS_TOKEN can be guessed or cannot be sent. Set it to at least 24 letters and digits (openssl rand -hex 24), or leave it away.',
  );
};

const logs = (value: string | undefined): Level | null => {
  if (!value) return null;
  if (value === 'info' || value === 'warn' || value === 'error') return value;
  throw new Fault('bad setting', `COUNTERSIGN_LOG=${value} is no level. Set it to info, warn or error.`);
};

const tls = (env: Environment): NonNullable<ServerOptions['tls']> | null => {
  const [cert, key] = [env['COUNTERSIGN_TLS_CERT'], env['COUNTERSIGN_TLS_KEY']];
  if (!cert && !key) {
    const idle = ['COUNTERSIGN_TLS_HOST', 'COUNTERSIGN_TLS_PORT', 'COUNTERSIGN_TLS_INVITE_ONLY'].find(
      (name) => env[name],
    );
    if (idle === undefined) return null;
    throw new Fault(
      'bad setting',
      `${idle} does nothing without a certificate. Set COUNTERSIGN_TLS_CERT and COUNTERSIGN_TLS_KEY, or leave it away.`,
    );
  }
  const read = (name: string, file: string | undefined): string => {
    try {
      return readFileSync(resolve(file || 'nothing'), 'utf8');
    } catch {
      throw new Fault(
        'bad setting',
        `${name}=${file ?? ''} cannot be read. COUNTERSIGN_TLS_CERT and COUNTERSIGN_TLS_KEY name two PEM files that belong together; set both or neither.`,
      );
    }
  };
  return {
    host: env['COUNTERSIGN_TLS_HOST'] || '0.0.0.0',
    port: number(env, 'COUNTERSIGN_TLS_PORT', 4778, PORTS),
    cert: read('COUNTERSIGN_TLS_CERT', cert),
    key: read('COUNTERSIGN_TLS_KEY', key),
    inviteOnly: flag(env, 'COUNTERSIGN_TLS_INVITE_ONLY', false),
  };
};

const appFolder = (value: string | undefined): string | null => {
  if (!value) return null;
  const folder = resolve(value);
  if (existsSync(join(folder, 'index.html'))) return folder;
  throw new Fault(
    'bad setting',
    `COUNTERSIGN_APP=${value} holds no index.html. Build the app first (npm run build), or leave the setting away.`,
  );
};

const origins = (value: string | undefined): string[] =>
  (value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      if (/^[a-z][a-z0-9+.-]*:\/\/[\w.:[\]-]+$/i.test(each)) return each;
      throw new Fault(
        'bad setting',
        `COUNTERSIGN_ORIGINS: ${each} is no origin. Write scheme and host, like https://countersign.example, separated by commas.`,
      );
    });
