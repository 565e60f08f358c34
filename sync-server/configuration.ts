import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault } from './fault.ts';
import { isLoopback } from './http/origin.ts';
import type { ServerOptions } from './server.ts';

type Environment = Record<string, string | undefined>;

/** The environment as settings, read once. Throws a Fault that names the variable and says what it may be. */
export const readConfiguration = (env: Environment): Omit<ServerOptions, 'sample'> & { offersSample: boolean } => {
  const host = env['COUNTERSIGN_HOST'] || '127.0.0.1';
  const behindTls = flag(env, 'COUNTERSIGN_BEHIND_TLS', false);
  if (!isLoopback(host) && !behindTls)
    throw new Fault(
      'bad setting',
      `COUNTERSIGN_HOST=${host} can be reached by others, and this server speaks no TLS: what people write would travel in the clear. Leave COUNTERSIGN_HOST at 127.0.0.1, or put a proxy that ends TLS before it and set COUNTERSIGN_BEHIND_TLS=1, or open a second address with TLS by COUNTERSIGN_TLS_CERT and COUNTERSIGN_TLS_KEY.`,
    );
  return {
    data: dataFolderOf(env),
    host,
    port: port(env, 'COUNTERSIGN_PORT', 4777),
    tls: tls(env),
    app: appFolder(env['COUNTERSIGN_APP']),
    origins: origins(env['COUNTERSIGN_ORIGINS']),
    mayFound: flag(env, 'COUNTERSIGN_FOUNDING', true),
    behindTls,
    // Anybody may sit down in the sample: on a server that strangers reach, it is offered only on purpose.
    localWebhooks: flag(env, 'COUNTERSIGN_LOCAL_WEBHOOKS', false),
    offersSample: flag(env, 'COUNTERSIGN_SAMPLE', !behindTls),
  };
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

const port = (env: Environment, name: string, otherwise: number): number => {
  const value = env[name];
  if (value === undefined || value === '') return otherwise;
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new Fault('bad setting', `${name}=${value} is no port. Set it to a number from 0 to 65535.`);
};

const tls = (env: Environment): NonNullable<ServerOptions['tls']> | null => {
  const [cert, key] = [env['COUNTERSIGN_TLS_CERT'], env['COUNTERSIGN_TLS_KEY']];
  if (!cert && !key) return null;
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
    port: port(env, 'COUNTERSIGN_TLS_PORT', 4778),
    cert: read('COUNTERSIGN_TLS_CERT', cert),
    key: read('COUNTERSIGN_TLS_KEY', key),
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
