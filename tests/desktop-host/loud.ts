import { EventEmitter } from 'node:events';

const refuse = (name: string, key: PropertyKey): never => {
  throw new Error(`desktop host: ${name}.${String(key)} is not modelled`);
};
// What Node, promises and assertion libraries look for on any object.
const isProbe = (key: PropertyKey): boolean =>
  typeof key === 'symbol' || key === 'then' || key === 'toJSON' || key === 'inspect';

/** An object that throws for every member it does not have, so that a missing model is a failure and not an `undefined`. */
export const loud = <T extends object>(target: T, name: string): T =>
  new Proxy(target, {
    get: (of, key) => (key in of || isProbe(key) ? (Reflect.get(of, key) as unknown) : refuse(name, key)),
  });

/** Ends a prototype chain loudly: `this`, private fields and identity stay those of the object that was asked. */
const endOf = <T extends object>(chain: T, nameOf: (asked: object) => string): T =>
  new Proxy(chain, {
    get: (of, key, asked: object) =>
      key in of || isProbe(key) ? (Reflect.get(of, key, asked) as unknown) : refuse(nameOf(asked), key),
  });
const makeLoud = (type: { prototype: object }, ofType: object, ofInstances: object): void => {
  Object.setPrototypeOf(
    type,
    endOf(ofType, (asked) => (asked as { name: string }).name),
  );
  Object.setPrototypeOf(
    type.prototype,
    // On top of it, since `instanceof` looks for the very object.
    endOf(Object.create(ofInstances) as object, (asked) => asked.constructor.name),
  );
};

/** The same for classes: for what they themselves do not have, and what their instances do not. */
export class Loud {
  static {
    makeLoud(this, Function.prototype, Object.prototype);
  }
}
export class LoudEmitter extends EventEmitter {
  static {
    makeLoud(this, EventEmitter, EventEmitter.prototype);
  }
}

/** Options that the double does not know are a missing model, too: silently left aside they would be set in Electron and nowhere else. */
export const onlyKnown = (options: object, known: readonly string[], name: string): void => {
  for (const key of Object.keys(options)) if (!known.includes(key)) refuse(name, key);
};

export type Preventable = { defaultPrevented: boolean; preventDefault: () => void };

/** Emits an event that listeners may prevent, and says whether one did. */
export const prevented = (emitter: EventEmitter, name: string, details: object = {}, ...rest: unknown[]): boolean => {
  const event: Preventable = {
    ...details,
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true;
    },
  };
  emitter.emit(name, event, ...rest);
  return event.defaultPrevented;
};
