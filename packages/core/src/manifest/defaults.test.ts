import { expect, test } from 'vitest';
import { buildSettings, goDefaults, microarchitecturesOf } from './defaults.js';

const found = { pgo: 'auto', mod: 'readonly', work: 'off' } as const;

test('the tag lambda.norpc comes before the tags of the manifest, unless it is off', () => {
  const go = { ...goDefaults, tags: ['a'] };
  expect(buildSettings(go, 'arm64', found).tags).toEqual(['lambda.norpc', 'a']);
  expect(buildSettings({ ...go, norpc: false }, 'arm64', found).tags).toEqual(['a']);
});

test('each architecture has its own microarchitecture setting', () => {
  const go = { ...goDefaults, goarm64: 'v8.2', goamd64: 'v3' };
  expect(buildSettings(go, 'arm64', found)).toMatchObject({
    architecture: 'arm64',
    microarchitecture: 'v8.2',
  });
  expect(buildSettings(go, 'x86_64', found)).toMatchObject({
    architecture: 'amd64',
    microarchitecture: 'v3',
  });
  expect(microarchitecturesOf((setting) => (setting === 'goamd64' ? 'v2' : undefined))).toEqual({
    goarm64: null,
    goamd64: 'v2',
  });
});

test('what is found on disk replaces the settings of the manifest', () => {
  const go = { ...goDefaults, pgo: './cpu.pgo', mod: null, work: true };
  const settings = buildSettings(go, 'arm64', { pgo: '/p/cpu.pgo', mod: 'vendor', work: '/p/go.work' });
  expect(settings).toMatchObject({ pgo: '/p/cpu.pgo', mod: 'vendor', work: '/p/go.work' });
});
