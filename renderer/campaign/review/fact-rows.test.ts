import { expect, it } from 'vitest';
import { diffVersions } from '../../../domain/canonical/diff.ts';
import { freezeDraft } from '../../../domain/canonical/freeze.ts';
import { wholeFacts, WorkspaceUnderTest } from '../../../domain/gate/workspace-under-test.ts';
import { pretendWorkspace } from '../../ui/pretend.ts';
import { sidesOf } from './fact-rows.ts';

/** Every string and number in a value, each changed alone. */
const changedOnce = (value: unknown, path: string[] = []): { path: string; value: unknown }[] => {
  if (typeof value === 'number') return [{ path: path.join('.'), value: value + 1 }];
  if (typeof value === 'boolean') return [{ path: path.join('.'), value: !value }];
  if (typeof value === 'string') return [{ path: path.join('.'), value: `${value}x` }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    changedOnce(each, [...path, key]).map((changed) => ({
      path: changed.path,
      value: Array.isArray(value)
        ? value.map((old: unknown, at) => (String(at) === key ? changed.value : old))
        : { ...value, [key]: changed.value },
    })),
  );
};

it('never shows two sides of a changed fact in the same words', () => {
  const at = new WorkspaceUnderTest().complete();
  const facts = wholeFacts;
  const fields = [{ name: 'site', from: 'prospect' as const, fallback: 'your site' }];
  const before = freezeDraft(at.brief, at.copy, facts, fields);
  const all = [
    ...Object.keys(facts).flatMap((fact) =>
      changedOnce(facts[fact as keyof typeof facts]).map(({ path, value }) => ({
        what: `${fact}.${path}`,
        after: freezeDraft(at.brief, at.copy, { ...facts, [fact]: value }, fields),
      })),
    ),
    ...changedOnce(fields).map(({ path, value }) => ({
      what: `mergeFields.${path}`,
      after: freezeDraft(at.brief, at.copy, facts, value as typeof fields),
    })),
  ];
  expect(all.length).toBeGreaterThan(30);
  for (const { what, after } of all)
    for (const part of diffVersions(before, after))
      for (const value of part.values) {
        const { was, is } = sidesOf(part, value, before, after, pretendWorkspace());
        expect(`${what}: ${was}`).not.toBe(`${what}: ${is}`);
      }
});
