import { expect, test } from 'vitest';
import { madeProject } from '../../../../core/test/made-project.js';
import { cdkBuildFlags } from './cdk-build-flags.js';

test.each([
  [
    'lib/stack.ts',
    "bundling: { goBuildFlags: ['-tags prod'], cgoEnabled: true }",
    ["goBuildFlags: ['-tags prod']", 'cgoEnabled: true'],
  ],
  ['stack.py', 'go_build_flags=["-tags prod"],\ncgo_enabled=False)', ['go_build_flags: ["-tags prod"]']],
  ['cdk.go', 'GoBuildFlags: jsii.Strings("-tags prod"),\n', ['GoBuildFlags: jsii.Strings("-tags prod")']],
])('reports the settings of a GoFunction in %s', async (file, text, expected) => {
  const findings = await cdkBuildFlags(madeProject({ [file]: text }));
  expect(findings.map(({ args }) => 'what' in args && args.what)).toEqual(expected);
});

test.each([
  ["lambda.Code.fromAsset('.', { bundling: { environment: { GOFLAGS: '-tags=x' } } })", true],
  ["new GoFunction(this, 'A', { bundling: { environment: { CGO_ENABLED: '1' } } })", true],
  ["new GoFunction(this, 'A', { bundling: { environment: { CGO_ENABLED: '0', GOFLAGS: '' } } })", false],
  ['awslambda.X(&map[string]*string{"CGO_ENABLED": jsii.String("1")})', true],
  ['awslambda.X(&map[string]*string{"CGO_ENABLED": jsii.String("0")})', false],
  ["GoFunction; beforeBundling: () => ['export GOFLAGS=-tags=y']", true],
  ["Code.fromAsset('.', { command: ['bash', '-c', 'go build -tags prod -o /asset-output/main'] })", true],
  ["Code.fromAsset('.', { command: ['go', 'build', '-tags', 'prod'] })", true],
  ["Code.fromAsset('.', { command: ['go', 'build', '-ldflags', '-s -w', '-o', 'main'] })", false],
  ["Code.fromAsset('.', { command: 'go build -ldflags \"-s -X main.v=1\"' })", true],
  ["const environment = { GOFLAGS: '-tags=x' };", false],
])('detects go flags in a bundling: %s', async (text, isNamed) => {
  const findings = await cdkBuildFlags(madeProject({ 'lib/stack.ts': `${text}\n` }));
  expect(findings.map(({ location }) => location.line)).toEqual(isNamed ? [1] : []);
});
