/**
 * Structured clone over JSON, for what crosses the pipe. Its source text is injected into pages too, so it uses nothing from outside.
 * What structured clone refuses, and what nobody should send between processes (functions, blobs, keys), is refused.
 */
export const makeCodec = () => {
  const views: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  };
  const errors: Record<string, new (message: string) => Error> = { RangeError, ReferenceError, SyntaxError, TypeError };
  const fail = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const tag = (value: object) => Object.prototype.toString.call(value).slice(8, -1);
  const bytes = (view: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < view.length; at += 8192) text += String.fromCharCode(...view.subarray(at, at + 8192));
    return btoa(text);
  };
  const unbytes = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer;

  const encode = (input: unknown): unknown => {
    let copy: unknown;
    try {
      copy = structuredClone(input);
    } catch {
      fail();
    }
    const seen = new Map<object, number>();
    const write = (value: unknown): unknown => {
      if (value === undefined) return { $: 'undefined' };
      if (typeof value === 'number')
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
      if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
      if (typeof value !== 'object' || value === null) return value;
      const before = seen.get(value);
      if (before !== undefined) return { $: 'again', v: before };
      seen.set(value, seen.size);
      if (Array.isArray(value)) return { $: 'array', v: Array.from(value, write) };
      if (ArrayBuffer.isView(value))
        return {
          $: 'view',
          k: tag(value) in views ? tag(value) : fail(),
          v: bytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
        };
      if (value instanceof Date) return { $: 'date', v: write(value.getTime()) };
      if (value instanceof RegExp) return { $: 'regexp', v: [value.source, value.flags] };
      if (value instanceof ArrayBuffer) return { $: 'buffer', v: bytes(new Uint8Array(value)) };
      if (value instanceof Map) return { $: 'map', v: [...value].map((pair) => pair.map(write)) };
      if (value instanceof Set) return { $: 'set', v: [...value].map(write) };
      if (value instanceof Error) return { $: 'error', v: [value.name, value.message] };
      if (tag(value) !== 'Object') return fail();
      return { $: 'object', v: Object.entries(value).map(([key, each]) => [key, write(each)]) };
    };
    return write(copy);
  };

  const decode = (wire: unknown): unknown => {
    const made: unknown[] = [];
    const put = <T>(value: T): T => {
      made.push(value);
      return value;
    };
    const read = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      const { $: kind, v, k } = value as { $: string; v: never; k: string };
      if (kind === 'undefined') return undefined;
      if (kind === 'number') return Number(v);
      if (kind === 'bigint') return BigInt(v);
      if (kind === 'again') return made[v];
      if (kind === 'array') {
        const array: unknown[] = put([]);
        for (const each of v as unknown[]) array.push(read(each));
        return array;
      }
      if (kind === 'view') return put(new (views[k] ?? fail())(unbytes(v)));
      if (kind === 'date') return put(new Date(read(v) as number));
      if (kind === 'regexp') return put(new RegExp(v[0], v[1]));
      if (kind === 'buffer') return put(unbytes(v));
      if (kind === 'map') {
        const map = put(new Map<unknown, unknown>());
        for (const [key, each] of v as [unknown, unknown][]) map.set(read(key), read(each));
        return map;
      }
      if (kind === 'set') {
        const set = put(new Set<unknown>());
        for (const each of v as unknown[]) set.add(read(each));
        return set;
      }
      if (kind === 'error') return put(new (errors[v[0]] ?? Error)(v[1]));
      if (kind !== 'object') throw new Error('desktop host: unknown wire value');
      const object = put({});
      // Defined, not assigned: `__proto__` as an own key stays an own key, as it does in structured clone.
      for (const [key, each] of v as [string, unknown][])
        Object.defineProperty(object, key, { value: read(each), writable: true, enumerable: true, configurable: true });
      return object;
    };
    return read(wire);
  };
  return { encode, decode };
};
export type Codec = ReturnType<typeof makeCodec>;
