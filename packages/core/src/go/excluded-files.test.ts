import { describe, expect, test } from 'vitest';
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
  readonly reason: string;
  readonly remedy: string | null;
  readonly shown?: string;
}

const architecture = 'set `"architecture": "x86_64"`';
const rows: readonly Row[] = [
  { name: 'main_amd64.go', reason: 'its name ends in `_amd64`', remedy: architecture },
  { name: 'main_linux_amd64.go', reason: 'its name ends in `_amd64`', remedy: architecture },
  { name: 'main_windows.go', reason: 'its name says `_windows`', remedy: null },
  { name: 'main_windows_arm64.go', reason: 'its name says `_windows`', remedy: null },
  { name: 'main_riscv64.go', reason: 'its name ends in `_riscv64`', remedy: null },
  { name: '_main.go', reason: 'its name begins with `_`', remedy: 'rename _main.go' },
  { name: '.main.go', reason: 'its name begins with `.`', remedy: 'rename .main.go' },
  { header: '//go:build amd64', reason: '`//go:build amd64`', remedy: architecture },
  { header: '//go:build !arm64 && linux', reason: '`//go:build !arm64 && linux`', remedy: architecture },
  { header: '//go:build darwin || windows', reason: '`//go:build darwin || windows`', remedy: null },
  { header: '//go:build ignore', reason: '`//go:build ignore`', remedy: null },
  {
    header: '// Copyright\n\n/* and more */\n//go:build prod && (linux || darwin)',
    reason: '`//go:build prod && (linux || darwin)`',
    remedy: 'set `"go": { "tags": ["prod"] }`',
  },
  {
    header: '//go:build aws',
    target: { tags: ['lambda.norpc', 'prod'] },
    reason: '`//go:build aws`',
    remedy: 'set `"go": { "tags": ["prod","aws"] }`',
    shown: 'linux/arm64 with the tags prod',
  },
  {
    header: '//go:build !prod',
    target: { tags: ['lambda.norpc', 'prod'] },
    reason: '`//go:build !prod`',
    remedy: 'leave `prod` out of `go.tags`',
    shown: 'linux/arm64 with the tags prod',
  },
  {
    header: '//go:build !lambda.norpc',
    reason: '`//go:build !lambda.norpc`',
    remedy: 'set `"go": { "norpc": false }`',
    shown: 'linux/arm64 with the tags lambda.norpc',
  },
  { header: '//go:build cgo', reason: '`//go:build cgo`', remedy: 'set `"go": { "cgo": true }`' },
  {
    text: 'package main\n\nimport "C"\n\nfunc main() {}\n',
    reason: 'it imports "C", and cgo is off',
    remedy: 'set `"go": { "cgo": true }`',
  },
  { header: '//go:build go1.99', reason: '`//go:build go1.99`', remedy: 'set `"go": { "version": "1.99" }`' },
  { header: '//go:build !go1.20', reason: '`//go:build !go1.20`', remedy: null },
  {
    header: '// +build aws,linux darwin',
    reason: '`// +build aws,linux darwin`',
    remedy: 'set `"go": { "tags": ["aws"] }`',
  },
  {
    name: 'main_amd64.go',
    header: '//go:build aws',
    reason: 'its name ends in `_amd64`',
    remedy: `${architecture} and set \`"go": { "tags": ["aws"] }\``,
  },
  {
    header: '//go:build amd64.v3',
    target: { architecture: 'amd64' },
    reason: '`//go:build amd64.v3`',
    remedy: null,
    shown: 'linux/amd64',
  },
];

describe('a file that go leaves out', () => {
  for (const { name = 'main.go', header, text = main, target, reason, remedy, shown } of rows) {
    test(`${name} ${header ?? ''}: ${remedy ?? 'no setting includes it'}`, () => {
      const found = explain({ [name]: header === undefined ? text : `${header}\n\n${text}` }, target);
      expect(found).toMatchObject({ files: `${name} (${reason})`, remedy, target: shown ?? 'linux/arm64' });
    });
  }

  test('is named with the first others', () => {
    const found = explain({ 'a_amd64.go': main, 'b_amd64.go': main, 'c_amd64.go': main, 'd_amd64.go': main });
    expect(found?.files).toMatch(/^a_amd64\.go .*, b_amd64\.go .*, c_amd64\.go .* and 1 more$/);
  });

  test('with a first dot before its ending is not excluded by name', () => {
    expect(explain({ 'main.pb_amd64.go': main })?.files).toBe('main.pb_amd64.go (build constraints)');
  });
});

describe('no program is left out', () => {
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

test('a constraint of many thousand parentheses is read in bounds', () => {
  const header = `//go:build ${'('.repeat(100_000)}aws${')'.repeat(100_000)}`;
  expect(explain({ 'main.go': `${header}\n\n${main}` })?.remedy).toBeNull();
});
