import { expect, test } from 'vitest';
import type { GoBuildInfo } from '../go/build-info.js';
import { type AssetToCheck, checkAsset } from './check-asset.js';

const info = (settings: Readonly<Record<string, string>> = {}) =>
  ({
    goVersion: 'go1.26.8',
    path: 'command-line-arguments',
    dependencies: [],
    settings,
  }) as unknown as GoBuildInfo;
const codes = (asset: Partial<AssetToCheck>): string[] =>
  checkAsset({ entry: 'run.sh', mode: 0o644, info: undefined, hasScriptCr: false, ...asset }).map(
    ({ code }) => code,
  );

test.each<readonly [string, Partial<AssetToCheck>, readonly string[]]>([
  ['a plain file', {}, []],
  ['an executable script', { mode: 0o755 }, []],
  ['a script with CR LF that is not executable', { hasScriptCr: true }, []],
  ['an executable script with CR LF', { mode: 0o755, hasScriptCr: true }, ['check-script-carriage-return']],
  [
    'a bootstrap with CR LF',
    { entry: 'bootstrap', mode: 0o755, hasScriptCr: true },
    ['check-script-line-ends'],
  ],
  ['a Go program that is not executable', { info: info() }, ['check-not-executable']],
  ['an executable Go program', { mode: 0o755, info: info() }, []],
  ['a Go plugin', { info: info({ '-buildmode': 'plugin' }) }, []],
])('%s', (_, asset, expected) => {
  expect(codes(asset)).toEqual(expected);
});
