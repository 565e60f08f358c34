/**
 * In a browser a service worker keeps the app's own files, so that a cold start needs no server. The shell serves them itself,
 * and in development they change too often to keep.
 */
export const keepOwnFiles = (): void => {
  if (!import.meta.env.PROD || window.desktop || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(new URL('sw.js', document.baseURI)).catch((error: unknown) => {
    // Private windows and plain http off loopback refuse it; everything but a cold start without a server still works.
    console.warn('The app’s own files are not kept on this laptop.', error);
  });
};
