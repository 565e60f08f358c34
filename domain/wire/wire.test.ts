import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Command, needsConnection } from '../command.ts';
import { Event, FeedRow } from '../event.ts';
import { canonicalText, sha256 } from '../record/hash.ts';
import * as http from './http.ts';
import * as sync from './sync.ts';

/**
 * The wire as data: every schema, code and limit that two versions of Countersign must agree on. When this changes, an app and a server
 * of different age stop understanding each other: think of the older one, raise `SCHEMA` if it cannot follow, then pin the new hash.
 */
const wire = (): string => {
  const schema = (of: z.ZodType): unknown => z.toJSONSchema(of, { unrepresentable: 'any', io: 'input' });
  const entries = (all: object): [string, unknown][] =>
    Object.entries(all).flatMap(([name, value]): [string, unknown][] => {
      if (value instanceof z.ZodType) return [[name, schema(value)]];
      return typeof value === 'function' ? [] : [[name, value as unknown]];
    });
  return canonicalText({
    http: entries(http),
    sync: entries(sync),
    command: schema(Command),
    needsConnection: [...needsConnection],
    event: schema(Event),
    row: schema(FeedRow),
  });
};

describe('the wire', () => {
  it('is the one that was agreed on', () => {
    expect(sha256(wire())).toBe('7d207c44e9111d328f74793ff6e014a4c71676812f0f2b3c794435b823122393');
  });
  it('has close codes that the official client takes as final, and others after which it comes back', () => {
    const { signIn, noRight, noSuchRoom, schemaOrEpoch, brokenFrame, stopping, tooSlow, comeBack, rate } =
      sync.closeCodes;
    expect([signIn, noRight, noSuchRoom, schemaOrEpoch, brokenFrame].every(sync.isFinal)).toBe(true);
    expect([stopping, tooSlow, comeBack, rate].some(sync.isFinal)).toBe(false);
  });
});
