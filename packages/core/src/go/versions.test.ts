import { describe, expect, test } from 'vitest';
import { helloModule } from '../../test/go-programs.js';
import { compareGoVersions, compareModuleVersions, parseGoVersion } from './versions.js';

describe('parseGoVersion', () => {
  test.each([
    ['go1.26.8', '1.26.8'],
    ['1.26.8', '1.26.8'],
    ['go1.26.8 X:nocoverageredesign', '1.26.8'],
    ['go1.26.8-X:boringcrypto', '1.26.8'],
    ['go1.26.8-custom', '1.26.8'],
    [' go1.27rc1\n', '1.27rc1'],
    ['go1.20', '1.20'],
    ['go1.21beta2', '1.21beta2'],
  ])('%j is %s', (text, release) => expect(parseGoVersion(text)).toBe(release));

  test.each(['', 'devel go1.27-0a1b2c3 Thu Nov 5', 'go', 'go1', 'go1.x', 'go1.26.8foo', 'gccgo 12'])(
    '%j is not a release',
    (text) => expect(parseGoVersion(text)).toBeUndefined(),
  );
});

describe('compareGoVersions', () => {
  const versions = [
    '1.9.7',
    '1.19beta1',
    '1.20rc1',
    '1.20rc2',
    '1.20rc10',
    '1.20',
    '1.20.0',
    '1.20.1',
    '1.20.14',
    '1.21',
    '1.21rc2',
    '1.21.0',
    '1.21.3',
    '1.22',
    '1.22rc1',
    '1.26.8',
    '1.26.8-custom',
    '1.26.10',
    '2.0',
  ];

  test('orders every pair like go/version in the standard library', () => {
    const module = helloModule({ replacedBy: './lambda-go' });
    try {
      const literals = versions.map((version) => JSON.stringify(`go${version}`)).join(', ');
      module.write(
        'cmd/compare/main.go',
        `package main\n\nimport (\n\t"fmt"\n\t"go/version"\n)\n\nfunc main() {\n\tall := []string{${literals}}\n` +
          '\tfor _, a := range all {\n\t\tfor _, b := range all {\n\t\t\tfmt.Println(version.Compare(a, b))\n\t\t}\n\t}\n}\n',
      );
      const printed = module.go(['run', './cmd/compare']).trim().split('\n').map(Number);
      const pairs = versions.flatMap((a) => versions.map((b) => `${a} and ${b}`));
      const ours = versions.flatMap((a) => versions.map((b) => Math.sign(compareGoVersions(a, b))));
      expect(pairs.map((pair, index) => `${pair}: ${ours[index]}`)).toEqual(
        pairs.map((pair, index) => `${pair}: ${printed[index]}`),
      );
    } finally {
      module.remove();
    }
  });

  test('accepts versions with and without the prefix, and sorts invalid ones first', () => {
    expect(compareGoVersions('go1.26.8', '1.26.8')).toBe(0);
    expect(compareGoVersions('1.21.3', '1.22rc1')).toBeLessThan(0);
    expect(compareGoVersions('default', '1.5')).toBeLessThan(0);
  });
});

describe('compareModuleVersions', () => {
  // From oldest to newest; the pre-releases are the example in the semantic versioning specification.
  const ordered = [
    '(devel)',
    'v0.0.0-20191231235959-ffffffffffff',
    'v0.0.0-20200102030405-0123456789ab',
    'v1.0.0-alpha',
    'v1.0.0-alpha.1',
    'v1.0.0-alpha.beta',
    'v1.0.0-beta',
    'v1.0.0-beta.2',
    'v1.0.0-beta.11',
    'v1.0.0-rc.1',
    'v1.0.0',
    'v1.9.0',
    'v1.17.0',
    'v1.17.1-0.20200601000000-0123456789ab',
    'v1.18.0-rc.1.0.20200601000000-0123456789ab',
    'v1.18.0',
    'v1.18.1-0.20200701000000-0123456789ab',
    'v1.55.1',
    'v2.0.0+incompatible',
    'v10.0.0',
  ];

  test('orders every pair', () => {
    for (const [index, a] of ordered.entries()) {
      for (const [other, b] of ordered.entries()) {
        expect(Math.sign(compareModuleVersions(a, b)), `${a} and ${b}`).toBe(Math.sign(index - other));
      }
    }
  });

  test('ignores build metadata, +incompatible and omitted zeros', () => {
    expect(compareModuleVersions('v2.0.0+incompatible', 'v2.0.0')).toBe(0);
    expect(compareModuleVersions('v1.18', 'v1.18.0')).toBe(0);
    expect(compareModuleVersions('', '(devel)')).toBe(0);
  });
});
