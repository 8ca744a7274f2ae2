import { expect, test } from 'vitest';
import type { ArchiveSpec } from '../manifest/manifest.js';
import { selectArchives } from './select-archives.js';

const archives = ['orders', 'users', 'mail'].map((name) => ({ name }) as ArchiveSpec);

function select(...names: readonly string[]): { readonly selected: string[]; readonly problems: unknown[] } {
  const problems: unknown[] = [];
  const selected = selectArchives(archives, names, ({ code, args }) => problems.push([code, args]));
  return { selected: selected.map(({ name }) => name), problems };
}

test('all archives are selected without names', () => {
  expect(select()).toEqual({ selected: ['orders', 'users', 'mail'], problems: [] });
});

test('named archives are selected once, in the order of the manifest', () => {
  expect(select('mail', 'orders', 'mail')).toEqual({ selected: ['orders', 'mail'], problems: [] });
});

test('an unknown name is reported with the most similar one', () => {
  const known = ['orders', 'users', 'mail'];
  expect(select('oders', 'mail')).toEqual({
    selected: ['mail'],
    problems: [['archive-unknown', { name: 'oders', known, likely: 'orders' }]],
  });
});
