import { deniedTargets } from './interception.ts';
import { fromStandIn } from './schemes.ts';
import { cdp } from './state.ts';
import { windowById } from './browser-window.ts';
import { pagesByTarget, type WebContents } from './web-contents.ts';

type TargetInfo = { type: string; targetId: string; url: string; openerId?: string };
type Opened = { url: string; windowName: string };

const asked = new Map<WebContents, Opened[]>();

/** Gives each new window its page, and puts each `window.open` before the app. Only refusing is modelled. */
export const watchTargets = async (): Promise<void> => {
  cdp().on('Target.attachedToTarget', ({ sessionId, targetInfo }: { sessionId: string; targetInfo: TargetInfo }) => {
    const own = /#desktop-host-(\d+)$/.exec(targetInfo.url)?.[1];
    const page = own === undefined ? undefined : windowById(Number(own))?.webContents;
    if (page) {
      page.becomeTarget({ session: sessionId, target: targetInfo.targetId });
      void page.attached.then(() =>
        page.cdp.on('Page.windowOpen', (opened: Opened) => asked.set(page, [...(asked.get(page) ?? []), opened])),
      );
      return;
    }
    const opener = targetInfo.openerId === undefined ? undefined : pagesByTarget.get(targetInfo.openerId);
    if (targetInfo.type === 'page' && opener) return judge(opener, sessionId, targetInfo.targetId);
    // Workers, and the browser's own pages.
    void cdp()
      .session(sessionId)
      .send('Runtime.runIfWaitingForDebugger')
      .catch(() => undefined);
  });
  await cdp().send('Target.setDiscoverTargets', { discover: true });
  await cdp().send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
};

/** What was asked for reaches the opener's session before the new target is released. */
const judge = (opener: WebContents, session: string, target: string): void => {
  const decide = ({ url, windowName }: Opened) => {
    const verdict = opener.openHandler?.({ url: fromStandIn(url), frameName: windowName }) ?? { action: 'allow' };
    if (verdict.action !== 'deny')
      throw new Error('desktop host: a popup the app allows is not modelled: deny it and make a BrowserWindow');
    deniedTargets.add(target);
    // Released first (a popup held in its opener's process can hang it), starved of its document, then closed.
    void cdp()
      .session(session)
      .send('Runtime.runIfWaitingForDebugger')
      .catch(() => undefined)
      .then(() => cdp().send('Target.closeTarget', { targetId: target }))
      .catch(() => undefined);
  };
  const [first, ...rest] = asked.get(opener) ?? [];
  asked.set(opener, rest);
  if (first) decide(first);
  else
    opener.cdp.once('Page.windowOpen', (opened: Opened) => {
      asked.set(opener, []);
      decide(opened);
    });
};
