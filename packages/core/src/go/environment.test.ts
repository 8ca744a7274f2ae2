import { describe, expect, test } from 'vitest';
import { usualSettings } from '../../test/usual-settings.js';
import {
  changesNoByte,
  changesWithCgo,
  decidedVariables,
  inheritedVariables,
  passedFlags,
  recordedValue,
  shownEnvironment,
} from './environment.js';

test.each([
  ['', ''],
  ['-modcacherw -p=4', '-modcacherw -p=4'],
  ["'-p=4' --modcacherw=true", '-p=4 --modcacherw=true'],
  ['-tags=x -mod=mod -p=x -race -px=1', ''],
])('of GOFLAGS=%j, %j is passed on', (flags, expected) => {
  expect(passedFlags(flags)).toBe(expected);
});

test('only the C compiler affects the bytes', () => {
  expect(['GOPROXY', 'PATH', 'GIT_SSH', 'http_proxy'].every(changesNoByte)).toBe(true);
  expect(['CC', 'PKG_CONFIG_PATH', 'GOFLAGS', 'GOEXPERIMENT', 'GITHUB_TOKEN'].some(changesNoByte)).toBe(
    false,
  );
  expect(['CC', 'CXX', 'PKG_CONFIG', 'PKG_CONFIG_PATH'].every(changesWithCgo)).toBe(true);
  expect(changesWithCgo('PATH')).toBe(false);
});

test('GOFLAGS is empty in the provenance, since what is passed on changes no byte', () => {
  expect(recordedValue('GOFLAGS', '-p=4')).toBe('');
  expect(recordedValue('GOOS', 'linux')).toBe('linux');
});

describe('inherited variables', () => {
  const machine = {
    environment: {
      PATH: '/bin',
      HOME: '',
      GIT_SSH: 'ssh',
      CC: 'clang',
      SystemRoot: 'C:',
      AWS_SECRET: 'x',
      GOPROXY: 'own',
    },
    goEnv: { GOPROXY: 'direct', GOFLAGS: '-race' },
    envFile: { CXX: 'g++', CC: 'gcc' },
    windows: false,
  };

  test('are those in the table, with values that are not empty', () => {
    // GOPROXY as go resolves it.
    expect(inheritedVariables(machine, false)).toEqual({ PATH: '/bin', GIT_SSH: 'ssh', GOPROXY: 'direct' });
  });

  test('include the C compiler only with cgo; the environment takes precedence over `go env -w`', () => {
    expect(inheritedVariables(machine, true)).toMatchObject({ CC: 'clang', CXX: 'g++' });
  });

  test('have any case on Windows, and the names that go looks for', () => {
    const environment = { Path: 'C:\\bin', SYSTEMROOT: 'C:\\Windows', git_ssh: 'x' };
    expect(inheritedVariables({ ...machine, environment, goEnv: {}, windows: true }, false)).toEqual({
      PATH: 'C:\\bin',
      SystemRoot: 'C:\\Windows',
      git_ssh: 'x',
    });
  });
});

describe('decided variables', () => {
  test('are set for Linux, without the settings of the environment', () => {
    expect(decidedVariables(usualSettings, 'local', '-p=4')).toEqual({
      GOOS: 'linux',
      GOARCH: 'arm64',
      CGO_ENABLED: '0',
      GO_EXTLINK_ENABLED: '0',
      GOFLAGS: '-p=4',
      GOENV: 'off',
      GOWORK: 'off',
      GOTOOLCHAIN: 'local',
      GO111MODULE: 'on',
    });
  });

  test('take precedence over variables in the manifest', () => {
    const settings = {
      ...usualSettings,
      env: { GODEBUG: 'x=1', GOOS: 'darwin' },
      architecture: 'amd64',
      microarchitecture: 'v3',
      cgo: true,
    } as const;
    const decided = decidedVariables(settings, 'go1.25.1');
    expect(decided).toMatchObject({
      GODEBUG: 'x=1',
      GOOS: 'linux',
      GOAMD64: 'v3',
      CGO_ENABLED: '1',
      GOFLAGS: '',
    });
    expect(Object.keys(decided)).not.toContain('GO_EXTLINK_ENABLED');
  });
});

test('credentials are hidden, and names are sorted', () => {
  const shown = shownEnvironment({
    PATH: '/bin',
    GOAUTH: 'netrc',
    GOPROXY: 'https://me:secret@proxy.example.com,direct',
    GIT_CONFIG_VALUE_0: 'secret',
    GIT_ASKPASS: 'secret',
    MY_TOKEN: 'secret',
  });
  expect(Object.entries(shown)).toEqual([
    ['GIT_ASKPASS', '***'],
    ['GIT_CONFIG_VALUE_0', '***'],
    ['GOAUTH', '***'],
    ['GOPROXY', 'https://***@proxy.example.com,direct'],
    ['MY_TOKEN', '***'],
    ['PATH', '/bin'],
  ]);
});
