// Injected: source text, so nothing from outside may be used but what it is given.
import type { Codec } from '../codec.ts';
import type { JoinWorlds } from './worlds.ts';

export type WorldSettings = {
  secret: string;
  send: string;
  receive: string;
  preload: string;
  process: Record<string, unknown>;
};
type FromMain =
  | { kind: 'event'; channel: string; args: unknown }
  | { kind: 'result'; id: number; ok: true; value: unknown }
  | { kind: 'result'; id: number; ok: false; error: string };
type Listener = (...args: unknown[]) => void;
type Run = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
) => void;

/** The sandboxed preload's world: the few modules Electron gives it, and IPC over a binding the preload cannot see. */
export const startPreload = (
  settings: WorldSettings,
  makeCodec: () => Codec,
  joinWorlds: JoinWorlds,
  preload: Run,
): void => {
  // Electron runs it in the main frame only.
  if (window !== window.top) return;
  const globals = globalThis as unknown as Record<string, unknown>;
  const send = globals[settings.send] as (text: string) => void;
  delete globals[settings.send];
  const codec = makeCodec();
  const bridge = joinWorlds(settings.secret, 'preload');
  const post = (message: object) => {
    send(JSON.stringify(message));
  };
  const refuse = (name: string, key: PropertyKey): never => {
    throw new Error(`desktop host: ${name}.${String(key)} is not modelled`);
  };
  const loud = <T extends object>(target: T, name: string): T =>
    new Proxy(target, {
      get: (of, key) =>
        key in of || typeof key === 'symbol' || key === 'then' ? (Reflect.get(of, key) as unknown) : refuse(name, key),
    });

  const listeners = new Map<string, Listener[]>();
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  const ipcRenderer = loud(
    {
      on: (channel: string, listener: Listener) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
      off: (channel: string, listener: Listener) => {
        const left = [...(listeners.get(channel) ?? [])];
        const at = left.lastIndexOf(listener);
        if (at >= 0) left.splice(at, 1);
        listeners.set(channel, left);
      },
      invoke: (channel: string, ...args: unknown[]) => {
        const wire = codec.encode(args);
        const id = (next += 1);
        return new Promise((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          post({ kind: 'invoke', id, channel, args: wire });
        });
      },
    },
    'ipcRenderer',
  );
  globals[settings.receive] = (message: FromMain) => {
    if (message.kind === 'event') {
      const args = codec.decode(message.args) as unknown[];
      for (const listener of listeners.get(message.channel) ?? [])
        listener({ sender: ipcRenderer, ports: [] }, ...args);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) asked?.resolve(codec.decode(message.value));
    else asked?.reject(new Error(message.error));
  };

  const contextBridge = loud(
    {
      exposeInMainWorld: (name: string, api: unknown) => {
        bridge.expose(name, api);
      },
    },
    'contextBridge',
  );
  const electron = loud({ contextBridge, ipcRenderer }, 'electron (in a preload)');
  const modules: Record<string, unknown> = { electron, 'electron/renderer': electron };
  const require = (name: string) => {
    if (!Object.hasOwn(modules, name)) throw new Error(`module not found: ${name}`);
    return modules[name];
  };
  const process = loud({ ...settings.process, sandboxed: true, contextIsolated: true, type: 'renderer' }, 'process');
  const module = { exports: {} };
  try {
    preload.call(module.exports, require, module, module.exports, process);
  } catch (error) {
    post({ kind: 'preload-error', message: String(error) });
    console.error(`Unable to load preload script: ${settings.preload}`, error);
  }
};
