type Name = string | false | null | undefined;

/** Joins names of one CSS module: `c('tile', mine && 'mine')`. A name the module does not have is left out. */
export const classes =
  (module: Readonly<Record<string, string>>) =>
  (...names: Name[]): string =>
    names
      .map((name) => (name ? module[name] : ''))
      .filter(Boolean)
      .join(' ');
