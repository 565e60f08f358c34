/**
 * A link to a place of the app, to be sent to a colleague who has the same workspace. The desktop app's own address leads nowhere outside
 * it, so there it is one that the system hands to the app.
 */
export const linkTo = (path: string): string =>
  window.desktop ? `countersign:/${path}` : new URL(`#${path}`, window.location.href).href;
