import { expect, test } from 'vitest';
import { usualSettings } from '../../test/usual-settings.js';
import { buildArguments, commonArguments, joinFlags } from './build-arguments.js';

test('the defaults strip the program, trim its paths and omit the VCS stamp and the second build ID', () => {
  expect(buildArguments(usualSettings, '1.26.8', 'out/')).toEqual([
    ...['build', '-o', 'out/', '-v', '-trimpath', '-buildvcs=false', '-mod=readonly', '-pgo=auto'],
    ...['-tags', 'lambda.norpc', '-ldflags', '-s -w -B none'],
  ]);
});

test('every setting has its flag', () => {
  const settings = {
    ...usualSettings,
    strip: false,
    trimpath: false,
    tags: ['a', 'b'],
    ldflags: ['-X', 'main.a=b c'],
    gcflags: ['-N', '-l'],
    mod: 'vendor',
    pgo: '/p/cpu.pgo',
  } as const;
  expect(buildArguments(settings, '1.26.8', 'out/').slice(4)).toEqual([
    ...['-buildvcs=false', '-mod=vendor', '-pgo=/p/cpu.pgo', '-tags', 'a,b'],
    ...['-ldflags', "-B none -X 'main.a=b c'", '-gcflags', '-N -l'],
  ]);
  expect(commonArguments({ ...settings, tags: [] })).toEqual([
    '-buildvcs=false',
    '-mod=vendor',
    '-pgo=/p/cpu.pgo',
  ]);
});

test.each([
  ['1.23.12', '-s -w'],
  ['1.24rc1', '-s -w -B none'],
  ['1.24.0', '-s -w -B none'],
])('go %s links with %s', (version, expected) => {
  expect(buildArguments(usualSettings, version, 'out/').at(-1)).toBe(expected);
});

test.each([
  [['-s', '-w'], '-s -w'],
  [['a b'], "'a b'"],
  [["it's here"], '"it\'s here"'],
  [['"a"'], '\'"a"\''],
  [[''], "''"],
  [['a"b'], 'a"b'],
])('the flags %j are joined to %s', (flags, expected) => {
  expect(joinFlags(flags)).toBe(expected);
});

test('flags for the compiler without a pattern are those of all main packages in a program', () => {
  const flagsOf = (...gcflags: readonly string[]) =>
    buildArguments({ ...usualSettings, gcflags }, '1.26.8', 'out/', ['m/a', 'm/b']).slice(12);
  expect(flagsOf('-N', '-l')).toEqual(['-gcflags', 'm/a=-N -l', '-gcflags', 'm/b=-N -l']);
  expect(flagsOf('all=-N', '-l')).toEqual(['-gcflags', 'all=-N -l']);
});
