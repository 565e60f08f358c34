// What any Electron app costs on this host: windows with one line of text and nothing of ours.
import { app, BrowserWindow, protocol } from 'electron';

const value = (name) => process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
app.setPath('userData', value('profile-dir'));
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
const start = async () => {
  await app.whenReady();
  protocol.handle(
    'app',
    () =>
      new Response('<!doctype html><title>Bare</title><p contenteditable>Ready', {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      }),
  );
  for (let left = Number(value('windows') ?? 1); left > 0; left -= 1)
    void new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true } }).loadURL('app://countersign/');
};
void start();
