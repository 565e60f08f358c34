/** Why a room closes a connection, or cannot take what it sent, as the person reads it. */
export const says = {
  mayNotOpen: 'You have no right to open this text.',
  mayOnlyRead: 'You may read this text and not change it. Your words stay on this laptop as a draft.',
  brokenFrame: 'The app sent something the server does not understand. Update the app.',
  unreadable: 'The app sent an edit that cannot be read. Your words stay on this laptop as a draft.',
  unfit: 'The app sent an edit that does not fit this text. Update the app; your words stay on this laptop as a draft.',
  foreign:
    'The app sent an edit in another person’s name. Open the text afresh; your words stay on this laptop as a draft.',
  tooLong:
    'This text is full: it takes no more words. Begin another campaign; your last words stay on this laptop as a draft.',
  tangled:
    'Too much was written at one place of this text at the same time. Your words stay on this laptop as a draft; copy them in bit by bit.',
  tooBusy: 'The app has the server do too much at once. It goes on in a moment.',
  asksTooOften: 'The app asks for this text too often. It tries again later.',
  missing: 'Part of this text did not arrive. The app sends it again.',
  rightsChanged: 'Your rights in this text changed.',
  signIn: 'You are suspended. Ask an admin of your workspace.',
  stopping: 'The server is stopping. Your words wait here.',
  cannotSave: 'The server cannot save at the moment; your words wait here.',
  diskFull: 'The server’s disk is full; your words wait here.',
} as const;
