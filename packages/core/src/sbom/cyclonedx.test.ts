import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, test } from 'vitest';
import type { GoBuildInfo } from '../go/build-info.js';
import { type SbomRequest, sbomOf } from './cyclonedx.js';

const digest = (digit: string): string => digit.repeat(64);

const info = (dependencies: GoBuildInfo['dependencies'] = [], goVersion = 'go1.26.8'): GoBuildInfo => ({
  goVersion,
  path: 'example.com/todo/cmd/create',
  main: { path: 'example.com/todo', version: '(devel)', sum: '' },
  dependencies,
  settings: {},
});

const dependency = (
  path: string,
  version: string,
  sum = 'h1:AAAA=',
): GoBuildInfo['dependencies'][number] => ({
  path,
  version,
  sum,
  replacedBy: null,
});

const request = (entries: SbomRequest['entries']): SbomRequest => ({
  name: 'lambda.zip',
  sha256: digest('a'),
  version: '1.2.3',
  entries,
});

const lambda = dependency('github.com/aws/aws-lambda-go', 'v1.55.1');
const typical = request([
  { name: 'bin/create', sha256: digest('b'), info: info([lambda, dependency('gopkg.in/yaml.v3', 'v3.0.1')]) },
  { name: 'bin/delete', sha256: digest('c'), info: info([lambda]) },
  { name: 'bootstrap', sha256: digest('d'), info: undefined },
]);

interface Bill {
  readonly components: readonly { name: string; version?: string; purl?: string; 'bom-ref': string }[];
  readonly dependencies: readonly { ref: string; dependsOn?: readonly string[] }[];
}

const billOf = async (sent: SbomRequest): Promise<Bill> => JSON.parse(await sbomOf(sent)) as Bill;

/** The components of modules, as `name@version purl`. */
const modulesOf = async (dependencies: GoBuildInfo['dependencies']): Promise<string[]> => {
  const { components } = await billOf(
    request([{ name: 'bin/create', sha256: digest('b'), info: info(dependencies) }]),
  );
  return components
    .filter((each) => each['bom-ref'].startsWith('module:') && each.name !== 'std')
    .map(({ name, version = '', purl = '' }) => `${name}@${version} ${purl}`);
};

describe('the bill of materials', () => {
  test('is valid against the published CycloneDX 1.6 schema', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(await sbomOf(typical))).toBeNull();
    expect(await validator.validate(await sbomOf(request([])))).toBeNull();
    // Make sure that the validator can fail.
    expect(await validator.validate('{"bomFormat":"CycloneDX","specVersion":"1.6","foo":1}')).not.toBeNull();
  });

  test('is the same text for the same archive, whatever the order of its entries', async () => {
    const turned = request([...typical.entries].reverse());
    expect(await sbomOf(turned)).toBe(await sbomOf(typical));
  });

  test('contains no time and no serial number', async () => {
    expect(await sbomOf(typical)).not.toMatch(/timestamp|serialNumber/);
  });

  test('has a component for each file, each distinct module, and the standard library', async () => {
    const { components } = await billOf(typical);
    expect(components.map((each) => each['bom-ref']).sort()).toEqual([
      'entry:bin/create',
      'entry:bin/delete',
      'entry:bootstrap',
      'module:github.com/aws/aws-lambda-go@v1.55.1',
      'module:gopkg.in/yaml.v3@v3.0.1',
      'module:std@1.26.8',
    ]);
  });

  test('shows which modules each program links', async () => {
    const { dependencies } = await billOf(typical);
    expect(dependencies.find(({ ref }) => ref === 'archive')?.dependsOn).toHaveLength(3);
    expect(dependencies.find(({ ref }) => ref === 'entry:bin/delete')?.dependsOn).toEqual([
      'module:github.com/aws/aws-lambda-go@v1.55.1',
      'module:std@1.26.8',
    ]);
  });
});

describe('a module', () => {
  test('in two versions is two components', async () => {
    const entries = ['v1.0.0', 'v1.1.0'].map((version, index) => ({
      name: `bin/${index}`,
      sha256: digest('e'),
      info: info([dependency('example.com/x', version)]),
    }));
    const { components } = await billOf(request(entries));
    expect(components.filter(({ name }) => name === 'example.com/x')).toHaveLength(2);
  });

  test.each([
    [
      'a major version in its path',
      dependency('example.com/x/v2', 'v2.1.0'),
      'example.com/x/v2@v2.1.0 pkg:golang/example.com/x/v2@v2.1.0',
    ],
    [
      'an incompatible version',
      dependency('example.com/x', 'v3.0.0+incompatible'),
      'example.com/x@v3.0.0+incompatible pkg:golang/example.com/x@v3.0.0%2Bincompatible',
    ],
    [
      'capital letters',
      dependency('github.com/BurntSushi/toml', 'v1.6.0'),
      'github.com/BurntSushi/toml@v1.6.0 pkg:golang/github.com/burntsushi/toml@v1.6.0',
    ],
    [
      'no version, as in a workspace',
      dependency('example.com/x', '(devel)', ''),
      'example.com/x@ pkg:golang/example.com/x',
    ],
  ])('with %s has that name and package URL', async (_, module, expected) => {
    expect(await modulesOf([module])).toEqual([expected]);
  });

  test('replaced in go.mod is listed as its replacement', async () => {
    const fork = { path: 'example.com/fork', version: 'v1.0.1', sum: 'h1:BBBB=' };
    expect(await modulesOf([{ ...dependency('example.com/x', 'v1.0.0'), replacedBy: fork }])).toEqual([
      'example.com/fork@v1.0.1 pkg:golang/example.com/fork@v1.0.1',
    ]);
  });

  test('replaced by a directory keeps its name, without version and package URL', async () => {
    const directory = { path: './x', version: '', sum: '' };
    expect(await modulesOf([{ ...dependency('example.com/x', 'v1.0.0'), replacedBy: directory }])).toEqual([
      'example.com/x@ ',
    ]);
  });
});
