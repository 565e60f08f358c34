const browsers: [RegExp, string][] = [
  [/\bElectron\//, 'Countersign app'],
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Headless)?(Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\b(Macintosh|Mac OS X)\b/, 'Mac'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bLinux\b/, 'Linux'],
];
const first = (of: [RegExp, string][], text: string): string | undefined =>
  of.find(([pattern]) => pattern.test(text))?.[1];

/**
 * "Firefox on Windows" for a list of one's own devices. A guess at what the device says of itself, so it decides nothing; ours is told by
 * the words a person recognises, which is why a library of thousands of devices is not worth its size here.
 */
export const deviceWords = (userAgent: string | undefined): string => {
  const text = (userAgent ?? '').slice(0, 400);
  const browser = first(browsers, text);
  const system = first(systems, text);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'Unknown device';
};
