import { EventEmitter } from 'node:events';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCodec } from './codec.ts';
import { launchDesktop } from './launch.ts';
import { Loud, loud, LoudEmitter, onlyKnown, prevented } from './loud.ts';
import { fromStandIn, originOf, policyForChromium, schemes, toStandIn } from './schemes.ts';

it('asked for the real binary where there is none, it fails with a sentence and runs nothing else', async () => {
  const before = { ...process.env };
  Object.assign(process.env, { DESKTOP_HOST: 'electron', ELECTRON_OVERRIDE_DIST_PATH: import.meta.dirname });
  await expect(launchDesktop({ profile: '/nowhere' })).rejects.toThrow(/no Electron binary here. Run: npx install/);
  for (const name of ['DESKTOP_HOST', 'ELECTRON_OVERRIDE_DIST_PATH'] as const)
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
});

describe('what is not modelled', () => {
  it('throws for an option, too', () => {
    expect(() => onlyKnown({ x: 1 }, ['x', 'y'], 'Window options')).not.toThrow();
    expect(() => onlyKnown({ x: 1, kiosk: true }, ['x', 'y'], 'Window options')).toThrow(
      'Window options.kiosk is not modelled',
    );
  });

  it('throws by name, on objects and on classes', () => {
    class Window extends LoudEmitter {
      readonly #secret = 7;
      known(): number {
        return this.#secret;
      }
    }
    const window = new Window();
    expect(window.known()).toBe(7);
    expect(() => (window as unknown as { setOpacity: unknown }).setOpacity).toThrow(
      'Window.setOpacity is not modelled',
    );
    expect(() => (loud({ a: 1 }, 'shell') as unknown as { beep: unknown }).beep).toThrow('shell.beep is not modelled');
  });

  it('throws for what a class itself does not have', () => {
    class Window extends LoudEmitter {
      static getAllWindows(): Window[] {
        return [];
      }
    }
    class Item extends Loud {}
    expect(Window.getAllWindows()).toEqual([]);
    expect(() => (Window as unknown as { fromId: unknown }).fromId).toThrow('Window.fromId is not modelled');
    expect(() => (Item as unknown as { of: unknown }).of).toThrow('Item.of is not modelled');
    expect(() => (new Item() as unknown as { enabled: unknown }).enabled).toThrow('Item.enabled is not modelled');
  });

  it('leaves emitters and promises alone', async () => {
    const emitter = new (class Window extends LoudEmitter {})();
    expect(emitter).toBeInstanceOf(EventEmitter);
    expect(await Promise.resolve(emitter)).toBe(emitter);
    emitter.on('close', (event: { preventDefault: () => void }) => event.preventDefault());
    expect(prevented(emitter, 'close')).toBe(true);
    expect(prevented(emitter, 'show')).toBe(false);
  });
});

const isCloneable = (value: unknown): boolean => {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
};

describe('the codec', () => {
  const { encode, decode } = makeCodec();
  const round = (value: unknown): unknown => decode(JSON.parse(JSON.stringify(encode(value))));

  it('carries what structured clone carries', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withSparseArray: false,
        }),
        (value) => {
          fc.pre(isCloneable(value));
          expect(round(value)).toEqual(structuredClone(value));
        },
      ),
    );
  });

  it('keeps an own __proto__ an own key', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    const copy = round(value) as { polluted?: boolean };
    expect(Object.keys(copy)).toEqual(['__proto__']);
    expect(copy.polluted).toBeUndefined();
  });

  it('carries cycles and refuses functions', () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    const copy = round(loop) as { self: unknown };
    expect(copy.self).toBe(copy);
    expect(() => encode({ run: () => 1 })).toThrow('An object could not be cloned.');
  });
});

describe('the stand-in origin', () => {
  it('maps there and back, and only what was registered', () => {
    schemes.set('app', { standard: true, secure: true });
    expect(toStandIn('app://countersign/a?b#c')).toBe('https://countersign.app.invalid/a?b#c');
    expect(fromStandIn('https://countersign.app.invalid/a?b#c')).toBe('app://countersign/a?b#c');
    expect(toStandIn('https://example.com/')).toBe('https://example.com/');
    expect(fromStandIn('https://countersign.app.invalid.evil/')).toBe('https://countersign.app.invalid.evil/');
    expect(originOf('app://countersign/x')).toBe('app://countersign');
    expect(policyForChromium("img-src app: 'self'; connect-src app://countersign ws://a")).toBe(
      "img-src https://*.app.invalid 'self'; connect-src https://countersign.app.invalid ws://a",
    );
  });
});
