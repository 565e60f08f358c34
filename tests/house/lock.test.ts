import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
const Package = z.object({
  version: z.string().optional(),
  resolved: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const { packages } = z.object({ packages: z.record(z.string(), Package) }).parse(JSON.parse(text));

/** The folders npm looks into for a dependency of the package at `path`, nearest first. */
const lookup = (path: string): string[] => {
  const parts = path === '' ? [] : path.split('/node_modules/');
  return [
    ...parts.map((_, i) => `${parts.slice(0, parts.length - i).join('/node_modules/')}/node_modules/`),
    'node_modules/',
  ];
};

describe('the lock file', () => {
  it('holds every optional platform package it names, or npm ci refuses it', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !lookup(path).some((folder) => `${folder}${name}` in packages))
        .map((name) => `${path} wants ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry host', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });

  it.each(['yjs', 'lib0', 'y-protocols', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view'])(
    'has one copy of %s (two break instanceof: yjs#438)',
    (name) => {
      expect(Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`))).toEqual([
        `node_modules/${name}`,
      ]);
    },
  );

  it.each([
    ['yjs', '13.6.33'],
    ['lib0', '0.2.118'],
    ['ws', '8.23.0'],
    ['prosemirror-model', '1.22.1'],
  ])('has %s at least at %s, below which a known hole is open', (name, floor) => {
    const numbers = (version: string): number[] => version.split('.').map(Number);
    const [have, need] = [numbers(packages[`node_modules/${name}`]?.version ?? '0'), numbers(floor)];
    const differs = need.findIndex((part, i) => have[i] !== part);
    expect(differs === -1 || have[differs]! > need[differs]!).toBe(true);
  });

  it('pins every direct dependency to one version', () => {
    const manifest = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        devDependencies: z.record(z.string(), z.string()),
        optionalDependencies: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const loose = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }).filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range));
    expect(loose).toEqual([]);
  });
});
