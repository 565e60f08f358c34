import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export const TOKEN = 'canary-session-token-8f31c2';
export type Heard = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** A server that speaks just enough of the contract, remembers what it was sent, and gives one token that must never be seen again. */
export class CanaryServer {
  readonly heard: Heard[] = [];
  /** What a device that leaves is answered; 0 breaks the line. */
  leaving = 200;
  /** Who signs in. */
  member = 'm1';
  /** Whether it says so when it is asked who it is. */
  isCountersign = true;
  /** Feeds that are listened to at this moment. */
  feeds = 0;
  #server: Server | null = null;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  get last(): Heard | undefined {
    return this.heard.at(-1);
  }

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        this.heard.push({ method, url, headers, body });
        this.#answer(url, response);
      });
    });
    await new Promise<void>((done) => this.#server!.listen(this.#port, '127.0.0.1', done));
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  #answer(url: string, response: ServerResponse): void {
    const json = (status: number, body: object) => void response.writeHead(status).end(JSON.stringify(body));
    const feed = /^\/api\/w\/w1\/feed\/live\?after=(\d+)$/.exec(url)?.[1];
    const who = { name: this.isCountersign ? 'countersign' : 'other', version: '1', mayFound: true, sample: null };
    if (url === '/api/server') json(200, who);
    else if (feed !== undefined) this.#feed(Number(feed), response);
    else if (url === '/api/workspaces') {
      const member = { id: this.member, name: 'Mia', role: 'marketing', admin: true, suspended: false };
      json(200, { workspace: 'w1', workspaceName: 'Acme', seat: 'me', member, sample: false, token: TOKEN });
    } else if (url === '/api/w/w1/moved') response.writeHead(302, { location: '/api/w/w1/session' }).end();
    else if (url === '/api/w/w1/cookie') response.writeHead(200, { 'set-cookie': 'canary=1; Path=/' }).end('{}');
    else if (url === '/api/w/w1/huge') {
      const part = Buffer.alloc(1024 * 1024, ' ');
      for (let sent = 0; sent < 33; sent += 1) response.write(part);
      response.end('{}');
    } else if (url === '/api/w/w1/campaigns/c1/certificate')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><p>Signed');
    else if (url === '/api/w/w1/campaigns/c1/package')
      json(404, { error: 'not launched', says: 'It was not launched yet.' });
    else if (url === '/api/w/w1/leave' && this.leaving === 0) response.destroy();
    else if (url === '/api/w/w1/leave') json(this.leaving, { error: 'x', says: 'X.' });
    else json(200, { ok: true });
  }

  /** From 0: two rows in three pieces, and the end. From 100: a line that stays open. From 200: a redirect. */
  #feed(after: number, response: ServerResponse): void {
    if (after === 200) return void response.writeHead(302, { location: '/api/w/w1/session' }).end();
    this.feeds += 1;
    response.once('close', () => (this.feeds -= 1));
    if (after === 100) return void response.write('\n');
    response.write('{"number":1}\n\n{"num');
    setTimeout(() => response.end('ber":2}\n'), 30);
  }
}
