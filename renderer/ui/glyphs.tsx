/** Every glyph on a 16 box, drawn with `currentColor`; `--glyph-hole` is the surface that shows through a filled one. */
export const glyphs = {
  'st-draft': (
    <>
      <path d="M2.5 8.25 6.5 12.75" />
      <path d="M13.5 3.5 6.5 12.75" strokeWidth="1.5" strokeDasharray=".01 2.9" opacity=".75" />
    </>
  ),
  'st-review': (
    <>
      <path d="M2.5 8.25 6.5 12.75" />
      <path d="M13.5 3.5 6.5 12.75" strokeDasharray="2.6 2.6" strokeLinecap="butt" />
    </>
  ),
  'st-signed': <path d="M2.5 8.25 6.5 12.75 13.5 3.5" strokeWidth="1.75" />,
  'st-scheduled': (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M5.25 8.5 7.25 10.75 10.75 5.75" />
    </>
  ),
  'st-live': (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" stroke="none" />
      <path d="M5 8.5 7.1 11 11 5.5" stroke="var(--glyph-hole, var(--paper))" strokeWidth="1.6" />
    </>
  ),
  'st-halted': (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" stroke="none" />
      <path d="M4.75 8h6.5" stroke="var(--glyph-hole, var(--paper))" strokeWidth="1.8" />
    </>
  ),
  'st-done': (
    <>
      <path d="M3.5 5.5 6.75 9 12.5 2" />
      <path d="M2.5 11.75h11M2.5 14.25h11" strokeWidth="1.25" />
    </>
  ),
  mail: (
    <>
      <rect x="1.75" y="3.25" width="12.5" height="9.5" rx="1.5" />
      <path d="M2.25 4.5 8 8.75l5.75-4.25" />
    </>
  ),
  social: (
    <>
      <path d="M13.5 2.25h-11A.75.75 0 0 0 1.75 3v7.5c0 .41.34.75.75.75h2v2.5l3.25-2.5h5.75a.75.75 0 0 0 .75-.75V3a.75.75 0 0 0-.75-.75z" />
      <path d="M5 5.75h6M5 8h3.5" />
    </>
  ),
  phone: (
    <path d="M5.9 2.5H3.6c-.7 0-1.2.6-1.1 1.3.5 5 4.7 9.2 9.7 9.7.7.1 1.3-.4 1.3-1.1v-2.3l-2.9-1-1.3 1.3A8.5 8.5 0 0 1 5.6 6.7l1.3-1.3z" />
  ),
  ad: <path d="M2.25 6.25v3.5h2.5l6.5 3.5V2.75l-6.5 3.5zM4.75 9.75v3.5M13.5 6.5v3" />,
  doc: <path d="M3.25 1.75h6.25l3.25 3.25v9.25h-9.5zM9.25 2v3.25h3.25M5.5 8.25h5M5.5 11h3.5" />,
  archive: <path d="M2 2.75h12v3H2zM3 5.75v7.5h10v-7.5M6.25 8.75h3.5" />,
  door: <path d="M9.25 2.25h-6v11.5h6M7 8h7M11.5 5.25 14.25 8 11.5 10.75" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.25 10.25 3.5 3.5" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  check: <path d="M3 8.5 6.5 12 13 4.5" />,
  x: <path d="m4 4 8 8M12 4l-8 8" />,
  down: <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />,
  right: <path d="m6.5 4.5 3.5 3.5-3.5 3.5" />,
  left: <path d="M9.5 4.5 6 8l3.5 3.5" />,
  comment: (
    <path d="M2 3.5c0-.7.55-1.25 1.25-1.25h9.5c.7 0 1.25.55 1.25 1.25v6.25c0 .7-.55 1.25-1.25 1.25H7.5l-3 2.75V11H3.25C2.55 11 2 10.45 2 9.75z" />
  ),
  suggest: <path d="m10.25 3 2.75 2.75L6 12.75l-3.25.5.5-3.25zM9 13.5h4.75" />,
  gate: <path d="M2.5 14V4.5M13.5 14V4.5M2.5 7l5.5-3 5.5 3M2.5 11l5.5-3 5.5 3" />,
  people: (
    <>
      <circle cx="6" cy="5.5" r="2.5" />
      <path d="M1.75 13.25c.3-2.5 2-3.75 4.25-3.75s3.95 1.25 4.25 3.75M10.5 3.25a2.5 2.5 0 0 1 0 4.5M12 9.9c1.3.5 2.05 1.65 2.25 3.35" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  laptop: (
    <>
      <rect x="3" y="3.25" width="10" height="7" rx="1" />
      <path d="M1.5 12.75h13" />
    </>
  ),
  server: (
    <>
      <rect x="2.25" y="2.25" width="11.5" height="5" rx="1" />
      <rect x="2.25" y="8.75" width="11.5" height="5" rx="1" />
      <path d="M4.75 4.75h.01M4.75 11.25h.01" strokeWidth="2" />
    </>
  ),
  'server-ok': (
    <>
      <path d="M13.75 6V3.25a1 1 0 0 0-1-1h-9.5a1 1 0 0 0-1 1v3a1 1 0 0 0 1 1h6M7 13.75H3.25a1 1 0 0 1-1-1V9.5" />
      <path d="M4.75 4.75h.01" strokeWidth="2" />
      <path d="m8.75 11 2 2.25 3.5-4.25" />
    </>
  ),
  send: <path d="M8 10.5V2.5M4.75 5.5 8 2.25l3.25 3.25M2.5 13.5h11" />,
  offline: (
    <>
      <rect x="3" y="3.25" width="10" height="7" rx="1" strokeDasharray="2 1.8" />
      <path d="M1.5 12.75h13" />
    </>
  ),
  alert: <path d="M8 2 14.5 13.5h-13zM8 6.5v3.25M8 11.7v.01" />,
  'alert-fill': (
    <>
      <path
        d="M8 1.5 15.25 14.25H.75z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth="1"
        strokeLinejoin="round"
      />
      <path d="M8 6.25v3.25M8 11.9v.01" stroke="var(--glyph-hole, var(--paper))" strokeWidth="1.6" />
    </>
  ),
  block: (
    <>
      <path d="M8 1.25 14.75 8 8 14.75 1.25 8z" fill="currentColor" stroke="none" />
      <path d="M8 5v3.5M8 10.7v.01" stroke="var(--glyph-hole, var(--paper))" strokeWidth="1.6" />
    </>
  ),
  halt: <path d="M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4zM5.25 8h5.5" />,
  ramp: <path d="M2 13.25h3.25V9.5h3.5V6h3.5V2.5M9.75 4.5l2.5-2.25 2.25 2.25" />,
  hold: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="1.75" />,
  quote: (
    <path d="M6.5 4.25C4 4.75 2.75 6.5 2.75 9v2.75h3.5V8.5h-2M13.25 4.25c-2.5.5-3.75 2.25-3.75 4.75v2.75H13V8.5h-2" />
  ),
  link: (
    <path d="M6.75 9.25a2.5 2.5 0 0 0 3.6 0l2.5-2.5a2.55 2.55 0 1 0-3.6-3.6l-.9.9M9.25 6.75a2.5 2.5 0 0 0-3.6 0l-2.5 2.5a2.55 2.55 0 1 0 3.6 3.6l.9-.9" />
  ),
  list: (
    <>
      <path d="M6 4h7.5M6 8h7.5M6 12h7.5" />
      <path d="M2.75 4h.01M2.75 8h.01M2.75 12h.01" strokeWidth="2" />
    </>
  ),
  heading: <path d="M4 3v10M12 3v10M4 8h8" />,
  bold: <path d="M4.75 3h3.75a2.4 2.4 0 0 1 0 4.8H4.75zM4.75 7.8h4.5a2.6 2.6 0 0 1 0 5.2h-4.5z" strokeWidth="1.75" />,
  italic: <path d="M7 3h5M4 13h5M9.5 3l-3 10" />,
  strike: (
    <path d="M2.5 8h11M11.25 5C10.8 3.7 9.6 3 8 3 6.1 3 4.9 4 4.9 5.3c0 .5.1.9.4 1.2M4.75 10.75C5.2 12.2 6.4 13 8.1 13c2 0 3.2-1 3.2-2.4 0-.3 0-.5-.1-.7" />
  ),
  eye: (
    <>
      <path d="M1.5 8S3.75 3.5 8 3.5 14.5 8 14.5 8 12.25 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  lock: (
    <>
      <rect x="3.25" y="7" width="9.5" height="6.75" rx="1" />
      <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
    </>
  ),
  tag: (
    <path d="M6 2.5c-1.75 0-2.25.75-2.25 2v1.75C3.75 7.25 3 8 2 8c1 0 1.75.75 1.75 1.75v1.75c0 1.25.5 2 2.25 2M10 2.5c1.75 0 2.25.75 2.25 2v1.75c0 1 .75 1.75 1.75 1.75-1 0-1.75.75-1.75 1.75v1.75c0 1.25-.5 2-2.25 2" />
  ),
  split: <path d="M8 14V9L3.5 4.5M8 9l4.5-4.5M3.25 8V4.25H7M12.75 8V4.25H9" />,
  filter: <path d="M2.5 4.5h11M4.5 8h7M6.5 11.5h3" />,
  board: <path d="M2.75 2.75h2.5v10.5h-2.5zM6.75 2.75h2.5v6.5h-2.5zM10.75 2.75h2.5v8.5h-2.5z" />,
  rows: <path d="M2.5 4h11M2.5 8h11M2.5 12h11" />,
  return: <path d="M13 3.5v3.75a2 2 0 0 1-2 2H3M6 6 2.75 9.25 6 12.5" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.25v3.75M8 4.9v.01" />
    </>
  ),
  robot: (
    <>
      <rect x="2.75" y="5" width="10.5" height="8" rx="1.5" />
      <path d="M8 5V2.25M6 8.25v1.25M10 8.25v1.25" />
    </>
  ),
  history: <path d="M2.5 8a5.5 5.5 0 1 0 1.75-4L2.5 5.5M2.5 2.5v3h3M8 5v3.25l2 1.25" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2" />,
  key: (
    <>
      <circle cx="5.25" cy="10.75" r="2.75" />
      <path d="m7.25 8.75 6-6M10.5 5.5l2 2M12.25 3.75l1.25 1.25" />
    </>
  ),
  calendar: (
    <>
      <rect x="2.25" y="3.25" width="11.5" height="10.5" rx="1" />
      <path d="M2.25 6.5h11.5M5.25 1.75v2.5M10.75 1.75v2.5" />
    </>
  ),
  note: <path d="M2.75 2.75h10.5v7l-3.5 3.5h-7zM13 9.75H9.75V13M5.25 5.75h5.5M5.25 8.25h3" />,
  undo: <path d="M3 6.25h6.75a3.5 3.5 0 0 1 0 7H6.5M6 3.25l-3 3 3 3" />,
  download: <path d="M8 2.5V10M4.75 7 8 10.25 11.25 7M2.5 13.5h11" />,
  panel: (
    <>
      <rect x="2.25" y="2.75" width="11.5" height="10.5" rx="1" />
      <path d="M10 3v10" />
    </>
  ),
  up: <path d="M8 13V3.5M4 7.25l4-4 4 4" />,
  under: <path d="M8 3v9.5M4 8.75l4 4 4-4" />,
  at: (
    <>
      <circle cx="8" cy="8" r="2.5" />
      <path d="M10.5 5.5v3.25c0 1.1.7 1.75 1.6 1.75 1 0 1.65-.9 1.65-2.5A5.75 5.75 0 1 0 11 12.9" />
    </>
  ),
  palette: (
    <path d="M5.5 5.5h5v5h-5zM5.5 5.5H4a1.5 1.5 0 1 1 1.5-1.5zM10.5 5.5V4A1.5 1.5 0 1 1 12 5.5zM10.5 10.5H12a1.5 1.5 0 1 1-1.5 1.5zM5.5 10.5V12A1.5 1.5 0 1 1 4 10.5z" />
  ),
};
export type GlyphName = keyof typeof glyphs;
