import { join, resolve } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { addServer } from './add-server.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { readCommandLine } from './command-line.ts';
import { Confirmations } from './confirm.ts';
import { Credentials } from './credentials.ts';
import { linkAmong } from './deep-link.ts';
import { Feeds } from './feeds.ts';
import { FlushOnQuit } from './flush-on-quit.ts';
import { handle } from './handle.ts';
import { HostServer } from './host-server.ts';
import { LaunchFiles } from './launch-file.ts';
import { buildMenu } from './menu.ts';
import { denyNavigation } from './navigation.ts';
import { NetworkDoor } from './network-door.ts';
import { Links } from './open-links.ts';
import { restrictPermissions } from './permissions.ts';
import { removeServer } from './remove-server.ts';
import { saveFile } from './save-file.ts';
import { ServerRequests } from './server-requests.ts';
import { Servers } from './servers.ts';
import { beTheOnlyOne } from './single-instance.ts';
import { trustCertificates } from './trust-certificates.ts';
import { openWindow } from './window.ts';

const preload = join(import.meta.dirname, 'preload.cjs');
const renderer = join(import.meta.dirname, '../renderer');
const syncServer = join(import.meta.dirname, 'sync-server.js');

const { profile, server, joinAddress } = readCommandLine(process.argv);
if (profile !== null) app.setPath('userData', resolve(profile));
const kept = (name: string): string => join(app.getPath('userData'), name);

const links = new Links();
const files = new LaunchFiles((link) => links.open(link));
const another = (args: readonly string[], folder: string): void => {
  links.open(linkAmong(args));
  files.take(args, folder);
};
if (beTheOnlyOne(another)) {
  // Before anything is awaited: none of this can be made up for once the app is ready.
  registerAppScheme();
  denyNavigation();
  links.listen();
  files.listen();
  void app.whenReady().then(start);
} else app.quit();

function start(): void {
  const servers = new Servers(kept('servers.json'), server);
  const credentials = new Credentials(kept('sessions.json'));
  const requests = new ServerRequests(servers, credentials, new Confirmations());
  const feeds = new Feeds(requests);
  const host = new HostServer(syncServer, servers, new NetworkDoor(kept('server'), joinAddress));
  const flush = new FlushOnQuit();

  restrictPermissions(session.defaultSession);
  trustCertificates(session.defaultSession, servers);
  serveApp(session.defaultSession, renderer, () => servers.urls());

  handle('server:request', (request, page) => requests.send(request, page));
  handle('feed:open', (asked, page) => feeds.open(asked, page));
  handle('feed:close', (asked, page) => feeds.close(asked, page));
  handle('session:notice', () => credentials.notice());
  handle('servers:list', () => servers.list());
  handle('servers:add', (asked, page) => addServer(servers, asked, page));
  handle('servers:remove', (asked, page) => removeServer(servers, credentials, asked, page));
  handle('servers:host', (_nothing, page) => host.host(page));
  handle('file:save', (asked, page) => saveFile(requests, asked, page));
  flush.listen();
  host.endWithApp();
  host.resume();

  const open = (): void => flush.guard(openWindow(preload));
  links.answerPages(open);
  buildMenu(open, host);
  open();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}
