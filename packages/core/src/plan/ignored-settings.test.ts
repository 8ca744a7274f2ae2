import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { usualSettings } from '../../test/usual-settings.js';
import type { BuildSettings } from '../go/build-settings.js';
import { passedOn } from '../go/environment.js';
import {
  flagsWithoutEffect,
  ignoredFlags,
  ignoredSettings,
  ignoredVariables,
  withoutEffect,
} from './ignored-settings.js';

function ignored(own: Record<string, string>, ...settings: Partial<BuildSettings>[]) {
  const builds = (settings.length === 0 ? [{}] : settings).map((each) => ({
    settings: { ...usualSettings, ...each },
    toolchain: { version: '1.26.8' },
  }));
  const finding = ignoredSettings(own, builds);
  return finding?.code === 'machine-settings-ignored' ? finding.args : undefined;
}

describe('a setting that would change a plain go build is reported, with the manifest setting that declares it', () => {
  test.each([
    ['GOFLAGS', '-tags=prod', 'GOFLAGS=-tags=prod', 'go.tags', null],
    ['GOFLAGS', '--tags=lambda.norpc,prod -v', 'GOFLAGS=-tags=lambda.norpc,prod', 'go.tags', null],
    ['GOFLAGS', "'-ldflags=-s -X main.a=b'", 'GOFLAGS=-ldflags=-s -X main.a=b', 'go.ldflags', null],
    ['GOFLAGS', '-gcflags=all=-N', 'GOFLAGS=-gcflags=all=-N', 'go.gcflags', null],
    ['GOFLAGS', '-mod=mod', 'GOFLAGS=-mod=mod', 'go.mod', null],
    ['GOFLAGS', '-modfile=other.mod', 'GOFLAGS=-modfile=other.mod', null, '-modfile'],
    ['GOFLAGS', '-overlay=o.json', 'GOFLAGS=-overlay=o.json', null, '-overlay'],
    ['GOFLAGS', '-asmflags=-x', 'GOFLAGS=-asmflags=-x', null, '-asmflags'],
    ['GOFLAGS', '-race', 'GOFLAGS=-race', null, '-race'],
    ['GOFLAGS', '-pgo=off', 'GOFLAGS=-pgo=off', 'go.pgo', null],
    ['GOFLAGS', '-trimpath=false', 'GOFLAGS=-trimpath=false', 'go.trimpath', null],
    ['GOTOOLCHAIN', 'go1.25.1+auto', 'GOTOOLCHAIN=go1.25.1+auto', 'go.version', null],
    ['GOEXPERIMENT', 'jsonv2', 'GOEXPERIMENT=jsonv2', 'go.env.GOEXPERIMENT', null],
    ['GOFIPS140', 'latest', 'GOFIPS140=latest', 'go.env.GOFIPS140', null],
    ['GODEBUG', 'x=1', 'GODEBUG=x=1', 'go.env.GODEBUG', null],
    ['GOARM64', 'v8.2', 'GOARM64=v8.2', 'go.goarm64', null],
    ['GOARCH', 'amd64', 'GOARCH=amd64', 'architecture', null],
    ['GOOS', 'darwin', 'GOOS=darwin', null, 'GOOS'],
    ['GOWORK', '/w/go.work', 'GOWORK=/w/go.work', 'go.work', null],
    ['CGO_ENABLED', '1', 'CGO_ENABLED=1', 'go.cgo', null],
    ['GO111MODULE', 'off', 'GO111MODULE=off', null, 'GO111MODULE'],
    ['GOROOT', '/other', 'GOROOT=/other', 'go.version', null],
  ])('%s=%s', (name, value, shown, declared, unsupported) => {
    expect(ignored({ [name]: value })).toEqual({
      settings: [shown],
      declare: declared === null ? [] : [declared],
      unsupported: unsupported === null ? [] : [unsupported],
    });
  });

  test('all of them in one warning', () => {
    expect(ignored({ GOFLAGS: '-tags=prod -race', GOEXPERIMENT: 'jsonv2' })).toEqual({
      settings: ['GOEXPERIMENT=jsonv2', 'GOFLAGS=-tags=prod', 'GOFLAGS=-race'],
      declare: ['go.env.GOEXPERIMENT', 'go.tags'],
      unsupported: ['-race'],
    });
  });

  test('if one of the builds differs', () => {
    expect(ignored({ GOFLAGS: '-tags=prod' }, { tags: ['prod'] }, {})?.settings).toEqual([
      'GOFLAGS=-tags=prod',
    ]);
  });

  test('variables of cgo with cgo', () => {
    expect(ignored({ CGO_CFLAGS: '-O3', CPATH: '/inc' }, { cgo: true })?.settings).toEqual([
      'CGO_CFLAGS=-O3',
      'CPATH=/inc',
    ]);
    expect(ignored({ CGO_ENABLED: '0' }, { cgo: true })?.settings).toEqual(['CGO_ENABLED=0']);
  });
});

describe('a setting is not reported', () => {
  test.each<[string, Record<string, string>, Partial<BuildSettings>]>([
    [
      'that the build has anyway',
      { GOFLAGS: '-trimpath -mod=readonly -buildvcs=false -ldflags=-s -pgo=auto' },
      {},
    ],
    ['that equals the target', { GOOS: 'linux', GOARCH: 'arm64', GOARM64: 'v8.0', CGO_ENABLED: '0' }, {}],
    ['for a different processor', { GOAMD64: 'v3', GOARM: '6', GOMIPS: 'softfloat' }, {}],
    [
      'that the manifest declares',
      { GOFLAGS: "-tags=a '-ldflags=-X main.a=b'", GODEBUG: 'x=1' },
      {
        tags: ['lambda.norpc', 'a'],
        ldflags: ['-X', 'main.a=b'],
        env: { GODEBUG: 'x=1' },
      },
    ],
    [
      'that does not affect programs',
      { GOFLAGS: '-modcacherw -p=2 -v -x -count=1', GOBIN: '/bin', GOPATH: '/go' },
      {},
    ],
    ['that lets go choose', { GOTOOLCHAIN: 'auto', GOWORK: 'auto', GO111MODULE: 'on' }, {}],
    ['that names the release used to compile', { GOTOOLCHAIN: 'go1.26.8+auto' }, {}],
    ['of cgo without cgo', { CGO_CFLAGS: '-O3', CPATH: '/inc', FC: 'f' }, {}],
    ['that only looks similar', { constructor: 'x', GOFLAGS: '-toString=1 -constructor' }, {}],
  ])('%s', (_, own, settings) => {
    expect(ignored(own, settings)).toBeUndefined();
  });
});

// Add a new variable or flag of a later Go release to one of the tables.
describe('every setting of the real go is passed on, reported, or without effect', () => {
  test.each(['arm64', 'amd64'])('variables of go env, for %s', (architecture) => {
    const env = { ...process.env, GOARCH: architecture, GOFLAGS: '' };
    const names = Object.keys(
      JSON.parse(execFileSync('go', ['env', '-json'], { encoding: 'utf8', env })) as Record<string, string>,
    );
    const isPassedOn = (name: string) =>
      passedOn.some((row) =>
        row.name.endsWith('*') ? name.startsWith(row.name.slice(0, -1)) : row.name === name,
      );
    const unknown = names.filter(
      (name) =>
        !isPassedOn(name) && !ignoredVariables.has(name) && !withoutEffect.has(name) && name !== 'GOFLAGS',
    );
    expect(names.length).toBeGreaterThan(30);
    expect(unknown).toEqual([]);
  });

  test('build flags allowed in GOFLAGS', () => {
    const help = execFileSync('go', ['help', 'build'], { encoding: 'utf8' });
    const flags = [...help.matchAll(/^\t-([A-Za-z]\w*)/gm)].map(([, name = '']) => name);
    expect(flags.length).toBeGreaterThan(25);
    expect(flags.filter((name) => !ignoredFlags.has(name) && !flagsWithoutEffect.has(name))).toEqual([]);
  });
});
