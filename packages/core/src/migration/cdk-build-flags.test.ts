import { expect, test } from 'vitest';
import { madeProject } from '../../test/made-project.js';
import { cdkBuildFlags } from './cdk-build-flags.js';

test.each([
  [
    'lib/stack.ts',
    "bundling: { goBuildFlags: ['-tags prod'], cgoEnabled: true }",
    ["goBuildFlags: ['-tags prod']", 'cgoEnabled: true'],
  ],
  ['stack.py', 'go_build_flags=["-tags prod"],\ncgo_enabled=False)', ['go_build_flags: ["-tags prod"]']],
  ['cdk.go', 'GoBuildFlags: jsii.Strings("-tags prod"),\n', ['GoBuildFlags: jsii.Strings("-tags prod")']],
])('settings of a GoFunction in %s are named', async (file, text, expected) => {
  const findings = await cdkBuildFlags(madeProject({ [file]: text }));
  expect(findings.map(({ message }) => /^`(.*)` was/.exec(message)?.[1])).toEqual(expected);
});
