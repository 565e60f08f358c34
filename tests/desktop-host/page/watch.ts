declare const hostWatch: (text: string) => void;

/** Injected into a world of the host's own: reports titles, links of other schemes, and keys that the page left for the menu. */
export const watchPage = (): void => {
  if (window !== window.top) return;
  let last = '';
  const check = () => {
    if (document.title === last) return;
    last = document.title;
    hostWatch(JSON.stringify({ title: last }));
  };
  new MutationObserver(check).observe(document, { childList: true, subtree: true, characterData: true });
  // Chromium outside Electron hands other schemes to the system itself; here they are put before the app, as navigations are.
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target === '_blank' || event.defaultPrevented || /^(https?|blob|data):/.test(link.href)) return;
    event.preventDefault();
    hostWatch(JSON.stringify({ external: link.href }));
  });
  addEventListener('keydown', (event) => {
    const { ctrlKey, altKey, shiftKey, metaKey, key } = event;
    if (event.defaultPrevented || !event.isTrusted || !(ctrlKey || metaKey || altKey)) return;
    hostWatch(JSON.stringify({ key: { ctrlKey, altKey, shiftKey, metaKey, key } }));
  });
};
