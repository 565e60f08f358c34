/** Where a session of this window's lives, in words: `Sign out of this browser`. */
export const here: string = window.desktop ? 'on this laptop' : 'of this browser';
/** The same as a thing: `this browser stays signed in`. */
export const thisDevice: string = window.desktop ? 'this laptop' : 'this browser';
