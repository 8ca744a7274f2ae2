import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { machineFailure } from './machine-failure.js';

const token = 'a'.repeat(32);
const environment = {
  GOCACHE: '/home/u/.cache/go-build',
  GOMODCACHE: '/home/u/go/pkg/mod',
  GOTMPDIR: '/home/u/.cache/lambdazip/link/v1/key.work',
};

const own = '`--cache-dir` or LAMBDAZIP_CACHE_DIR';

test.each([
  [
    '/usr/lib/go/pkg/tool/link: mapping output file failed: no space left on device',
    '/home/u/.cache/lambdazip',
    own,
  ],
  [
    'compile: writing output: write $WORK/b002/_pkg_.a: no space left on device',
    '/home/u/.cache/lambdazip',
    own,
  ],
  [
    'mkdir /home/u/.cache/lambdazip/link/v1/key.work/go-build1: disk quota exceeded',
    '/home/u/.cache/lambdazip',
    own,
  ],
  ['open /home/u/.cache/go-build/4f/4f1-d: no space left on device', '/home/u/.cache/go-build', 'GOCACHE'],
  [
    'cmd/a/main.go:4:2: example.com/m@v1.0.0: write /home/u/go/pkg/mod/cache/x.zip: no space left on device',
    '/home/u/go/pkg/mod',
    'GOMODCACHE',
  ],
  ["/tmp/ccX.s: Fatal error: can't write 8 bytes to section: No space left on device", '/tmp', 'TMPDIR'],
])('%s is a full disk at %s, which %s can change', (line, path, setting) => {
  const error = machineFailure(memoryHost(), `# example.com/p\n${line}\n`, environment);
  expect(error).toMatchObject({
    code: 'disk-full',
    diagnostics: [
      {
        args: {
          path,
          reason: expect.stringMatching(/^(the disk is full|disk quota exceeded)$/),
          setting: expect.stringContaining(setting),
        },
      },
    ],
  });
});

test('without a permanent cache, the temporary directory is reported as full', () => {
  const temporary = { ...environment, GOTMPDIR: `/var/t/lambdazip-7-${token}/link/v1/key.work` };
  const error = machineFailure(memoryHost(), 'write $WORK/b1: no space left on device', temporary);
  expect(error?.diagnostics[0]?.args).toMatchObject({
    path: '/var/t',
    reason: 'the disk is full',
    setting: expect.stringContaining('TMPDIR'),
  });
});

test.each([
  'cmd/a/main.go:3:7: cannot use "no space left on device" (untyped string constant) as int value',
  'undefined: disk',
  '',
])('%j is not a failure of the environment', (output) => {
  expect(machineFailure(memoryHost(), output, environment)).toBeUndefined();
});

test.each([
  'failed to initialize build cache at /.cache/go-build: mkdir /.cache: permission denied',
  'build cache is required, but could not be located: GOCACHE is not defined and neither $XDG_CACHE_HOME nor $HOME are defined',
  'go: module cache not found: neither GOMODCACHE nor GOPATH is set',
])('%s is an unusable go cache', (output) => {
  expect(machineFailure(memoryHost(), output, {})).toMatchObject({
    code: 'go-cache-unusable',
    blame: 'machine',
  });
});
