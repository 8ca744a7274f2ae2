import { expect, test } from 'vitest';
import { usualSettings } from '../../test/usual-settings.js';
import { multicallSettings } from './multicall-settings.js';

const mains = ['m/cmd/a', 'm/cmd/b'];
const flagsOf = (...ldflags: readonly string[]): readonly string[] =>
  multicallSettings({ ...usualSettings, ldflags }, mains).ldflags;

test('a variable of main is set in each main package', () => {
  const expected = ['-X', 'm/cmd/a.version=1 2', '-X', 'm/cmd/b.version=1 2'];
  expect(flagsOf('-X', 'main.version=1 2')).toEqual(expected);
  expect(flagsOf('-X=main.version=1 2')).toEqual(expected);
  expect(flagsOf('--X', 'main.version=1 2')).toEqual(expected);
});

test('variables of other packages and other flags stay the same', () => {
  expect(flagsOf('-X', 'm/lib.x=main.y', '-B', 'none', '-X', 'mainly.x=1')).toEqual([
    ...['-X', 'm/lib.x=main.y', '-B', 'none', '-X', 'mainly.x=1'],
  ]);
});
