/** The websocket origin of a server, as `connect-src` must name it. */
export const socketOrigin = (server: string): string => server.replace(/^http/, 'ws');

/**
 * What the page may load and reach. Closed unless opened here: its own scripts, styles, fonts and pictures, and websockets to exactly
 * the servers this laptop knows. HTTP is the main process's business, so no `http:` stands here. Styles are also set on elements by
 * the editor and the component library at run time, which the browser counts as inline.
 */
export const contentSecurityPolicy = (servers: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${servers.length === 0 ? "'none'" : servers.map(socketOrigin).join(' ')}`,
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
