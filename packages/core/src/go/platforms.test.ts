import { expect, test } from 'vitest';
import { platformInName } from './platforms.js';

// As in go/build.
test.each([
  ['main.go', null, null],
  ['linux.go', null, null],
  ['x_linux.go', 'linux', null],
  ['x_windows.go', 'windows', null],
  ['x_arm64.s', null, 'arm64'],
  ['x_sparc.go', null, 'sparc'],
  ['x_linux_amd64.go', 'linux', 'amd64'],
  ['x_windows_amd64_test.go', 'windows', 'amd64'],
  ['x_amd64_linux.go', 'linux', null],
  ['x_darwin_helper.go', null, null],
  ['x_unix.go', null, null],
  ['arm64_x.go', null, null],
  // Only the part before the first dot counts.
  ['x.pb_amd64.go', null, null],
  ['x_amd64.pb.go', null, 'amd64'],
])('%s selects the system %s and the architecture %s', (name, system, architecture) => {
  expect(platformInName(name)).toEqual({ system, architecture });
});
