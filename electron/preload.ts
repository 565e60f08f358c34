import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron/renderer';
import type { Desktop, MenuItem, Unsent } from './contract/desktop.ts';
import type { Channel, PushChannel, Pushes, Replies, Request } from './contract/ipc.ts';

// Runs sandboxed, before the page. Types only come from the contract, so that no schema library is loaded here: the main process judges.
const ask = <C extends Channel>(channel: C, request: Request<C>): Promise<Replies[C]> =>
  ipcRenderer.invoke(channel, request);

const listen = <C extends PushChannel>(channel: C, heard: (message: Pushes[C]) => void): (() => void) => {
  // The event carries `sender`; the page must never see it.
  const listener = (_event: IpcRendererEvent, message: Pushes[C]) => heard(message);
  ipcRenderer.on(channel, listener);
  return () => {
    ipcRenderer.off(channel, listener);
  };
};

const flushes = new Set<() => Promise<{ unsent: Unsent[] }>>();
listen('flush:please', ({ flush }) => {
  void Promise.all([...flushes].map((each) => each())).then(
    (answers) => ask('flush:done', { flush, unsent: answers.flatMap(({ unsent }) => unsent) }),
    // A flush that failed answers nothing: the shell then says that the page did not confirm.
    () => undefined,
  );
});

const desktop: Desktop = {
  platform: process.platform as Desktop['platform'],
  request: (request) => ask('server:request', request),
  feed: ({ server, workspace, seat, after }, onRow, onEnd) => {
    const feed = crypto.randomUUID();
    let open = true;
    const stops = [
      listen('feed:rows', (message) => {
        if (open && message.feed === feed) message.rows.forEach((row) => onRow(row));
      }),
      listen('feed:end', (message) => {
        if (open && message.feed === feed) end(message.says);
      }),
    ];
    const stop = () => {
      open = false;
      stops.forEach((each) => each());
    };
    const end = (says: string | null) => {
      stop();
      onEnd(says);
    };
    ask('feed:open', { feed, server, workspace, seat, after }).catch((error: unknown) => open && end(String(error)));
    return () => {
      if (!open) return;
      stop();
      void ask('feed:close', { feed });
    };
  },
  onFlush: (flush) => {
    flushes.add(flush);
    return () => {
      flushes.delete(flush);
    };
  },
  onOpenLink: (open) => {
    const stop = listen('link:open', ({ path }) => open(path));
    void ask('links:listening', undefined);
    return stop;
  },
  onMenu: (choose: (item: MenuItem) => void) => listen('menu:chosen', ({ item }) => choose(item)),
  servers: () => ask('servers:list', undefined),
  onServers: (changed) => listen('servers:changed', () => changed()),
  addServer: (address, fingerprint) =>
    ask('servers:add', { address, ...(fingerprint !== undefined && { fingerprint }) }),
  removeServer: (url) => ask('servers:remove', { url }),
  hostServer: () => ask('servers:host', undefined),
  saveFile: (file) => ask('file:save', file),
  sessionNotice: () => ask('session:notice', undefined),
};

contextBridge.exposeInMainWorld('desktop', desktop);
