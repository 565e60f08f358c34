// What a page would have whose preload handed it everything: any channel, any arguments. Tests forge senders and requests with it.
const { contextBridge, ipcRenderer } = require('electron/renderer');

/** What JSON cannot say. */
const odd = {
  absent: () => undefined,
  map: () => new Map([['server', 'x']]),
  bytes: () => new Uint8Array(1_000_000),
  long: () => 'x'.repeat(5_000_000),
  big: () => ({ body: 1n }),
  deep: () => {
    let value = 'x';
    for (let depth = 0; depth < 500; depth += 1) value = [value];
    return value;
  },
  cycle: () => {
    const value = {};
    value.self = value;
    return value;
  },
};
const read = (_key, said) => (said !== null && typeof said === 'object' && '$odd' in said ? odd[said.$odd]() : said);

contextBridge.exposeInMainWorld('ask', async (channel, text) => {
  try {
    await ipcRenderer.invoke(channel, ...JSON.parse(text, read));
    return 'answered';
  } catch (error) {
    return error.message;
  }
});
