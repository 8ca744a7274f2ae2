import { describe, expect, test } from 'vitest';
import type { ExcludedFile, Remedy } from '../diagnostics/excluded.js';
import { explainExcluded, type FileTarget } from './excluded-files.js';

const main = 'package main\n\nfunc main() {}\n';
const arm: FileTarget = {
  architecture: 'arm64',
  microarchitecture: null,
  tags: ['lambda.norpc'],
  cgo: false,
  goVersion: '1.26.8',
};
const explain = (files: Readonly<Record<string, string>>, target: Partial<FileTarget> = {}, own = true) =>
  explainExcluded(
    Object.entries(files).map(([name, text]) => ({ name, text })),
    { ...arm, ...target },
    own,
  );

interface Row {
  readonly name?: string;
  readonly header?: string;
  readonly text?: string;
  readonly target?: Partial<FileTarget>;
  readonly by: ExcludedFile['by'];
  readonly value: string | null;
  readonly remedies: readonly Remedy[];
  readonly tags?: readonly string[];
}

const architecture: Remedy = { change: 'architecture', values: ['x86_64'] };
const cgo: Remedy = { change: 'cgo', values: ['true'] };
const rows: readonly Row[] = [
  { name: 'main_amd64.go', by: 'architecture', value: 'amd64', remedies: [architecture] },
  { name: 'main_linux_amd64.go', by: 'architecture', value: 'amd64', remedies: [architecture] },
  { name: 'main_windows.go', by: 'system', value: 'windows', remedies: [] },
  { name: 'main_windows_arm64.go', by: 'system', value: 'windows', remedies: [] },
  { name: 'main_riscv64.go', by: 'architecture', value: 'riscv64', remedies: [] },
  { name: '_main.go', by: 'prefix', value: '_', remedies: [{ change: 'rename', values: ['_main.go'] }] },
  { name: '.main.go', by: 'prefix', value: '.', remedies: [{ change: 'rename', values: ['.main.go'] }] },
  { header: '//go:build amd64', by: 'constraint', value: '//go:build amd64', remedies: [architecture] },
  {
    header: '//go:build !arm64 && linux',
    by: 'constraint',
    value: '//go:build !arm64 && linux',
    remedies: [architecture],
  },
  {
    header: '//go:build darwin || windows',
    by: 'constraint',
    value: '//go:build darwin || windows',
    remedies: [],
  },
  { header: '//go:build ignore', by: 'constraint', value: '//go:build ignore', remedies: [] },
  {
    header: '// Copyright\n\n/* and more */\n//go:build prod && (linux || darwin)',
    by: 'constraint',
    value: '//go:build prod && (linux || darwin)',
    remedies: [{ change: 'tags', values: ['prod'] }],
  },
  {
    header: '//go:build aws',
    target: { tags: ['lambda.norpc', 'prod'] },
    by: 'constraint',
    value: '//go:build aws',
    remedies: [{ change: 'tags', values: ['prod', 'aws'] }],
    tags: ['prod'],
  },
  {
    header: '//go:build !prod',
    target: { tags: ['lambda.norpc', 'prod'] },
    by: 'constraint',
    value: '//go:build !prod',
    remedies: [{ change: 'without-tags', values: ['prod'] }],
    tags: ['prod'],
  },
  {
    header: '//go:build !lambda.norpc',
    by: 'constraint',
    value: '//go:build !lambda.norpc',
    remedies: [{ change: 'norpc', values: ['false'] }],
    tags: ['lambda.norpc'],
  },
  { header: '//go:build cgo', by: 'constraint', value: '//go:build cgo', remedies: [cgo] },
  {
    text: 'package main\n\nimport "C"\n\nfunc main() {}\n',
    by: 'cgo',
    value: null,
    remedies: [cgo],
  },
  {
    header: '//go:build go1.99',
    by: 'constraint',
    value: '//go:build go1.99',
    remedies: [{ change: 'version', values: ['1.99'] }],
  },
  { header: '//go:build !go1.20', by: 'constraint', value: '//go:build !go1.20', remedies: [] },
  {
    header: '// +build aws,linux darwin',
    by: 'constraint',
    value: '// +build aws,linux darwin',
    remedies: [{ change: 'tags', values: ['aws'] }],
  },
  {
    name: 'main_amd64.go',
    header: '//go:build aws',
    by: 'architecture',
    value: 'amd64',
    remedies: [architecture, { change: 'tags', values: ['aws'] }],
  },
  {
    header: '//go:build amd64.v3',
    target: { architecture: 'amd64' },
    by: 'constraint',
    value: '//go:build amd64.v3',
    remedies: [],
  },
];

describe('a file that go excludes', () => {
  for (const { name = 'main.go', header, text = main, target, by, value, remedies, tags = [] } of rows) {
    test(`${name} ${header ?? ''}: ${remedies.map(({ change }) => change).join(', ') || 'no setting includes it'}`, () => {
      const found = explain({ [name]: header === undefined ? text : `${header}\n\n${text}` }, target);
      expect(found?.exclusion).toEqual({
        target: `linux/${target?.architecture ?? 'arm64'}`,
        tags,
        excluded: [{ name, by, value }],
        remedies,
      });
    });
  }

  test('is listed with all other excluded files', () => {
    const found = explain({ 'a_amd64.go': main, 'b_amd64.go': main, 'c_amd64.go': main, 'd_amd64.go': main });
    expect(found?.exclusion.excluded.map(({ name }) => name)).toEqual(
      ['a', 'b', 'c', 'd'].map((letter) => `${letter}_amd64.go`),
    );
  });

  test('with an additional dot in its name is not excluded by its name', () => {
    expect(explain({ 'main.pb_amd64.go': main })?.exclusion.excluded).toEqual([
      { name: 'main.pb_amd64.go', by: 'unknown', value: null },
    ]);
  });
});

describe('no excluded program is reported', () => {
  test('in a library, in tests, or without func main', () => {
    expect(explain({ 'lib_amd64.go': 'package lib\n\nfunc main() {}\n' })).toBeUndefined();
    expect(explain({ 'main_test.go': main })).toBeUndefined();
    expect(explain({ 'part_amd64.go': 'package main\n' })).toBeUndefined();
  });

  test('by a script next to a package of a different name', () => {
    const script = { 'gen.go': `//go:build ignore\n\n${main}` };
    expect(explain(script, {}, false)).toBeUndefined();
    expect(explain(script, {}, true)).toBeDefined();
    expect(explain({ 'main.go': `//go:build aws\n\n${main}` }, {}, false)).toBeDefined();
  });
});

test('a constraint with thousands of parentheses does not overflow the stack', () => {
  const header = `//go:build ${'('.repeat(100_000)}aws${')'.repeat(100_000)}`;
  expect(explain({ 'main.go': `${header}\n\n${main}` })?.exclusion.remedies).toEqual([]);
});
