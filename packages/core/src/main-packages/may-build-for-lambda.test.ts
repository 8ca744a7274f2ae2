import { expect, test } from 'vitest';
import { mayBuildForLambda } from './may-build-for-lambda.js';

test.each([
  ['main.go', '', true],
  ['main_linux.go', '', true],
  ['main_arm64.go', '', true],
  ['main_linux_amd64.go', '', true],
  ['main_windows.go', '', false],
  ['main_darwin_arm64.go', '', false],
  ['main_riscv64.go', '', false],
  ['linux.go', '', true],
  ['main.go', '//go:build linux && unix && go1.21\n', true],
  ['main.go', '//go:build ignore\n', false],
  ['main.go', '//go:build tools\n', false],
  ['main.go', '//go:build windows\n', false],
  ['main.go', '//go:build !linux\n', false],
  // Tags of the project and the architecture depend on the build.
  ['main.go', '//go:build prod\n', true],
  ['main.go', '//go:build !prod && arm64\n', true],
  ['main.go', '//go:build prod && windows\n', false],
  ['main_windows.go', '//go:build linux\n', false],
])('%s with %j: %s', (name, header, expected) => {
  expect(mayBuildForLambda(name, header)).toBe(expected);
});
