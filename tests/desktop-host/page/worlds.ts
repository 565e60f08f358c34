// Injected into the page and into the preload's world: source text, so nothing from outside may be used.

type Wire =
  | { kind: 'plain'; value: unknown }
  | { kind: 'error'; message: string }
  | { kind: 'array'; items: Wire[] }
  | { kind: 'object'; entries: [string, Wire][] }
  | { kind: 'promise' | 'function'; id: string };
type Message =
  | { op: 'reply'; ok: boolean; wire: Wire }
  | { op: 'settle'; id: string; ok: boolean; wire: Wire }
  | { op: 'call'; id: string; args: Wire[] }
  | { op: 'expose'; name: string; wire: Wire };

/**
 * One side of the context bridge. The two worlds share only the DOM: an event with a secret name crosses at once, and Blink clones its
 * `detail`, which is the copying that contextBridge promises. Functions and promises become proxies, everything else a frozen copy.
 */
export const joinWorlds = (secret: string, side: 'page' | 'preload') => {
  const other = side === 'page' ? 'preload' : 'page';
  // Kept from before the page could replace them.
  const dispatch = window.dispatchEvent.bind(window);
  const Crossing = CustomEvent;
  const functions = new Map<string, (...args: unknown[]) => unknown>();
  const ids = new WeakMap<object, string>();
  const promises = new Map<string, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let next = 0;
  let reply: Extract<Message, { op: 'reply' }> | null = null;
  const post = (message: Message) => {
    dispatch(new Crossing(secret + other, { detail: message }));
  };
  const ask = (message: Message) => {
    reply = null;
    post(message);
    const answer = reply as Extract<Message, { op: 'reply' }> | null;
    reply = null;
    if (!answer) throw new Error('context bridge: the other world is gone');
    return answer;
  };
  const newId = () => `${side}-${(next += 1)}`;

  const toWire = (value: unknown, depth = 0): Wire => {
    if (depth > 1000) throw new TypeError('Electron contextBridge recursion depth exceeded.');
    if (typeof value === 'function') {
      const id = ids.get(value) ?? newId();
      ids.set(value, id);
      functions.set(id, value as (...args: unknown[]) => unknown);
      return { kind: 'function', id };
    }
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return { kind: 'plain', value };
    if (value instanceof Promise) {
      const id = newId();
      value.then(
        (result: unknown) => settle(id, true, result),
        (error: unknown) => settle(id, false, error),
      );
      return { kind: 'promise', id };
    }
    if (value instanceof Error) return { kind: 'error', message: value.message };
    if (Array.isArray(value)) return { kind: 'array', items: value.map((each) => toWire(each, depth + 1)) };
    if (Object.prototype.toString.call(value) === '[object Object]')
      return {
        kind: 'object',
        entries: Object.entries(value).map(([key, each]): [string, Wire] => [key, toWire(each, depth + 1)]),
      };
    try {
      structuredClone(value);
    } catch {
      throw new Error('An object could not be cloned.');
    }
    return { kind: 'plain', value };
  };
  const settle = (id: string, ok: boolean, result: unknown) => {
    try {
      post({ op: 'settle', id, ok, wire: toWire(result) });
    } catch (error) {
      post({ op: 'settle', id, ok: false, wire: toWire(error) });
    }
  };
  const fromWire = (wire: Wire, freeze = false): unknown => {
    switch (wire.kind) {
      case 'plain':
        return wire.value;
      case 'error':
        return new Error(wire.message);
      case 'array': {
        const items = wire.items.map((each) => fromWire(each, freeze));
        return freeze ? Object.freeze(items) : items;
      }
      case 'object': {
        const object = {};
        for (const [key, each] of wire.entries)
          Object.defineProperty(object, key, {
            value: fromWire(each, freeze),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        return freeze ? Object.freeze(object) : object;
      }
      case 'promise':
        return new Promise((resolve, reject) => {
          promises.set(wire.id, { resolve, reject });
        });
      case 'function':
        return callerOf(wire.id);
      default:
        throw new Error('desktop host: unknown wire value');
    }
  };
  const callerOf =
    (id: string) =>
    (...args: unknown[]): unknown => {
      const said = ask({ op: 'call', id, args: args.map((each) => toWire(each)) });
      if (said.ok) return fromWire(said.wire);
      throw fromWire(said.wire);
    };
  const answer = (message: Extract<Message, { op: 'call' | 'expose' }>): Message => {
    try {
      if (message.op === 'call') {
        const named = functions.get(message.id);
        if (!named) throw new Error('context bridge: no such function');
        return { op: 'reply', ok: true, wire: toWire(named(...message.args.map((each) => fromWire(each)))) };
      }
      if (message.name in window)
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      Object.defineProperty(window, message.name, { value: fromWire(message.wire, true), enumerable: true });
      return { op: 'reply', ok: true, wire: { kind: 'plain', value: undefined } };
    } catch (error) {
      return { op: 'reply', ok: false, wire: toWire(error) };
    }
  };
  window.addEventListener(
    secret + side,
    (event) => {
      event.stopImmediatePropagation();
      const message = (event as CustomEvent<Message>).detail;
      if (message.op === 'reply') reply = message;
      else if (message.op === 'settle') {
        const waiting = promises.get(message.id);
        promises.delete(message.id);
        const value = fromWire(message.wire);
        if (message.ok) waiting?.resolve(value);
        else waiting?.reject(value);
      } else post(answer(message));
    },
    true,
  );
  return {
    expose: (name: string, api: unknown) => {
      const said = ask({ op: 'expose', name, wire: toWire(api) });
      if (!said.ok) throw fromWire(said.wire);
    },
  };
};
export type JoinWorlds = typeof joinWorlds;
