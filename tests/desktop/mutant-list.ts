/** One place of the built shell, broken, and the test that must notice: its file, and words of its name. */
export type Mutant = {
  name: string;
  /** `main.js` where nothing is said. */
  file?: 'preload.cjs';
  from: string | RegExp;
  to: string;
  test: string;
  by: string;
};
type Row = [name: string, from: string | RegExp, to: string, by: string];

/** Files whose tests build on each other are run whole; of the others the named test alone. */
export const inOrder: ReadonlySet<string> = new Set(['app.test.ts', 'join-over-tls.test.ts', 'host-server.test.ts']);

const rows: Record<string, Row[]> = {
  'shell.test.ts': [
    [
      'policy dropped',
      /"content-security-policy": contentSecurityPolicy\(servers\),/,
      '',
      'is in the answers of app://',
    ],
    [
      'policy names every server',
      'servers.map(socketOrigin).join(" ")',
      '"ws: wss:"',
      'reaches no server it does not name',
    ],
    ['page shares its process', '"cross-origin-opener-policy": "same-origin",', '', 'with the hardening headers'],
    ['files lent to other sites', '"cross-origin-resource-policy": "same-origin",', '', 'with the hardening headers'],
    ['addresses told to other sites', '"referrer-policy": "no-referrer",', '', 'with the hardening headers'],
    [
      'path containment removed',
      /return file\.startsWith\(base \+ sep\) \? file : null;/,
      'return file;',
      'is not served',
    ],
    ['names looked up ahead', '"x-dns-prefetch-control": "off",', '', 'with the hardening headers'],
    [
      'UDP open to the page',
      'window.webContents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");',
      '',
      'is given no UDP',
    ],
    ['scheme without its privileges', 'secure: true', 'secure: false', 'loads the page from app://'],
  ],
  'ipc.test.ts': [
    ['sender check inverted', /if \(!mayAsk\(/, 'if (mayAsk(', 'takes what fits'],
    ['sender not checked', /if \(!mayAsk\(/, 'if (false && !mayAsk(', 'answers no page of another origin'],
    [
      'arguments not judged',
      /return parsed\.success \? \{ request[^;]+;/,
      'return { request: args[0] };',
      'feed:close refuses what does not fit',
    ],
    [
      'seat may be anything',
      /seat: Seat\.optional\(\),\n\t\tafter/,
      'seat: unknown(),\n\t\tafter',
      'feed:open refuses what does not fit',
    ],
    [
      'body without a bound',
      'return (JSON.stringify(body) ?? "").length <= MAX_BODY;',
      'JSON.stringify(body); return true;',
      'server:request refuses what does not fit',
    ],
    [
      'more fields than the contract has',
      /"servers:add": strictObject\(/,
      '"servers:add": object(',
      'servers:add refuses what does not fit',
    ],
  ],
  'navigation.test.ts': [
    [
      'navigation allowed',
      /if \(isOwnPage\(details\.url\)\) return;\s+details\.preventDefault\(\);/,
      'return;',
      'neither a script nor another file',
    ],
    [
      'any link opened outside',
      'if (!mayOpenOutside(url)) return;',
      '',
      'a link to elsewhere opens outside and the page stays',
    ],
    ['links opened without end', 'if (outside.passes(performance.now()))', '', 'opens five in ten seconds'],
    [
      'frames go anywhere',
      'if (!details.isMainFrame || !isOwnPage(details.url)) details.preventDefault();',
      '',
      'redirects, frames and webviews are refused',
    ],
    [
      'redirects followed by the page',
      /page\.on\("will-redirect"[\s\S]+?\}\);/,
      '',
      'redirects, frames and webviews are refused',
    ],
    [
      'webviews attached',
      /page\.on\("will-attach-webview"[\s\S]+?\}\);/,
      '',
      'redirects, frames and webviews are refused',
    ],
    ['downloads allowed', /session\.on\("will-download"[\s\S]+?\}\);/, '', 'nothing is downloaded'],
    ['permissions granted', /restrictPermissions\(session\.defaultSession\);/, '', 'are denied to the page'],
    [
      'permissions granted when asked',
      'answer(details.isMainFrame && mayUse(permission, originOf(details.requestingUrl)));',
      'answer(true);',
      'are refused by each handler alone',
    ],
    [
      'permissions granted when checked',
      'return details.isMainFrame && mayUse(permission, origin);',
      'return true;',
      'are refused by each handler alone',
    ],
    [
      'devices lent',
      'session.setDevicePermissionHandler(() => false);',
      'session.setDevicePermissionHandler(() => true);',
      'are refused by each handler alone',
    ],
  ],
  'links.test.ts': [
    [
      'instance lock ignored',
      /if \(!app\.requestSingleInstanceLock\(\)\) return false;/,
      '',
      'a second start hands its link over',
    ],
    ['second start shows nothing', /window\.show\(\);\s+window\.focus\(\);/, '', 'comes to the front'],
    [
      'links not parsed',
      /return text === void 0 \? null : parseDeepLink\(text\);/,
      'return text === void 0 ? null : { kind: "campaign", id: text.split("/")[3], place: "launch" };',
      'a link that wants more',
    ],
  ],
  'closing.test.ts': [
    [
      'flush skipped',
      /push\(page, "flush:please", \{ flush \}\);/,
      'done([]);',
      'asks the page to flush before it goes',
    ],
    [
      'flush answered by any page',
      'if (waiting?.page === page) waiting.done(unsent);',
      'waiting?.done(unsent);',
      'hears nobody else in its name',
    ],
    ['Enter costs words', 'defaultId: isSafe ? close : stay,', 'defaultId: close,', 'Enter stays'],
    ['window’s place forgotten', 'rememberWindow(window, file);', '', 'remembers where the window was'],
    [
      'last window leaves the app running',
      'if (process.platform !== "darwin") app.quit();',
      '',
      'the last window takes the app with it',
    ],
  ],
  'sessions.test.ts': [
    ['token leaked into the reply', /body: clean\s*\n/, 'body: reply\n', 'leaves its token in the main process'],
    ['token sent to another workspace', '?? null) === workspace;', '?? null) !== 0;', 'in its own workspace only'],
    [
      'redirects followed by requests',
      'redirect: "error",\n\t\t\tsignal: AbortSignal.timeout(path',
      'signal: AbortSignal.timeout(path',
      'follows no redirect',
    ],
    [
      'redirects followed by feeds',
      /cache: "no-store",\n\t+redirect: "error"\n/,
      'cache: "no-store"\n',
      'follows no redirect',
    ],
    [
      'cookies sent along with requests',
      'credentials: "omit",\n\t\t\tcache: "no-store",\n\t\t\tredirect: "error",\n\t\t\tsignal: AbortSignal.timeout(path',
      'credentials: "include",\n\t\t\tcache: "no-store",\n\t\t\tredirect: "error",\n\t\t\tsignal: AbortSignal.timeout(path',
      'goes with no cookie',
    ],
    [
      'cookies sent along with feeds',
      'signal,\n\t\t\t\tcredentials: "omit"',
      'signal,\n\t\t\t\tcredentials: "include"',
      'goes with no cookie',
    ],
    ['answers without end', 'if (size > MAX_ANSWER)', 'if (false)', 'takes no answer without end'],
    ['feeds without end', 'ours.size >= MAX_FEEDS', 'false', 'is one of sixteen'],
    ['feeds outlive their page', 'page.on("did-navigate", endAll);', '', 'ends with its page'],
    [
      'signatures leave unconfirmed',
      /if \(!await this\.#confirmations\.holds\(request, body, page\)\) return notConfirmed;/,
      '',
      'lets no signature and no device link leave',
    ],
    ['token kept with basic_text', '"basic_text"', '"none"', 'basic_text'],
    ['token kept with an unknown keychain', '"basic_text", "unknown"', '"basic_text"', 'unknown'],
    [
      'token kept in plain text',
      /format: 1,\s+sealed\s+\}/,
      'format: 1, sealed, plain: this.#kept }',
      'its token nowhere in plain sight',
    ],
  ],
  'kept-files.test.ts': [
    [
      'small files written in place',
      'const beside = `${file}.new`;',
      'const beside = file;',
      'killed in the middle of it',
    ],
    [
      'small files in their place before they are on the disk',
      /writeSync\(handle, JSON\.stringify\(value\)\);\s+fsyncSync\(handle\);/,
      'writeSync(handle, JSON.stringify(value));',
      'cut off from its power right after it',
    ],
  ],
  'files.test.ts': [
    [
      'files may come from any address',
      '\\/(export|certificate|package)$/',
      '/',
      'are those of a campaign, in its own workspace',
    ],
    [
      'the page names the file’s ending',
      /safeName\(asked\.name, kind\.ending\)/,
      'asked.name',
      'written where the person says',
    ],
  ],
  'add-server.test.ts': [
    [
      'a server reached unasked',
      'if (!await personSays(question, page)) return',
      'if (false) return',
      'is neither reached nor kept before the person has said so',
    ],
    [
      'a certificate brought in by another port',
      'return trust === null || fingerprint === null ? "another trust" : "another certificate";',
      'return "new";',
      'brings no certificate to a known host',
    ],
  ],
  'join-over-tls.test.ts': [
    [
      'any certificate trusted',
      /pins\.includes\(fingerprintOf\(pem\)\) \? (\w+|0) : (\w+|-2)/,
      '0',
      'whoever stands in between',
    ],
    [
      'an invite replaces a certificate unasked',
      'found === "new" ? mayReach(url, fingerprint) : mayReplace(url, fingerprint);\n\tif (',
      'found === "new" ? mayReach(url, fingerprint) : mayReplace(url, fingerprint);\n\tif (found === "new" && ',
      'for a known server is a question',
    ],
    [
      'the door open without being asked',
      'return this.#kept()?.open ?? false;',
      'return true;',
      'opened from the menu, it answers with a certificate',
    ],
  ],
  'host-server.test.ts': [
    [
      'settings of the environment in the hosted server',
      '!name.startsWith("COUNTERSIGN_")',
      'true',
      'someone who has no server hosts one',
    ],
  ],
  'app.test.ts': [
    ['menu not told', /push\(window\.webContents, "menu:chosen", \{ item \}\)/, '0', 'the menu leads home'],
  ],
};
const inPreload: Mutant[] = [
  {
    name: 'window.desktop assigned raw',
    from: /electron_renderer\.contextBridge\.exposeInMainWorld\("desktop", desktop\)/,
    to: 'window.desktop = desktop',
    test: 'shell.test.ts',
    by: 'a frozen window.desktop',
  },
  {
    name: 'unsent counted as none',
    from: /answers\.flatMap\(\(\{ unsent \}\) => unsent\)/,
    to: '[]',
    test: 'closing.test.ts',
    by: 'says how much is unsent',
  },
  { name: 'preload needs Node', from: /^/, to: 'require("node:fs");\n', test: 'shell.test.ts', by: 'a frozen window' },
];

export const mutants: readonly Mutant[] = [
  ...Object.entries(rows).flatMap(([test, all]) => all.map(([name, from, to, by]) => ({ name, from, to, by, test }))),
  ...inPreload.map((each) => ({ ...each, file: 'preload.cjs' as const })),
];
