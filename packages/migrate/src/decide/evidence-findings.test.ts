import { expect, test } from 'vitest';
import { partsOf } from '../../test/made-decisions.js';
import { build } from '../../test/made-templates.js';
import { decideFunctions } from './decide.js';
import { evidenceFindings } from './evidence-findings.js';

const loop = { source: 'for f in b c; do go build -o bin/$f ./cmd/$f; done' };
const lines = [
  build('Makefile:2', 'bin/a', './cmd/a'),
  build('Makefile:3', 'bin/b', './cmd/b', loop),
  build('Makefile:3', 'bin/c', './cmd/c', loop),
];
const unread = [
  { source: ' go build $(X) ', reason: 'X is not known', location: { file: 'Makefile', line: 9, column: 1 } },
];

function found(handler: string, isKnown: (path: string) => boolean = () => false): string[] {
  const mains = ['cmd/a', 'cmd/b', 'cmd/c'];
  const [templates, evidence, packages, options] = partsOf({ functions: [{ handler }], mains, lines });
  const all = { ...evidence, unread };
  const decisions = decideFunctions(templates, all, packages, options);
  return evidenceFindings(
    decisions,
    all,
    packages,
    options.files,
    (target) => target.kind === 'directory' && isKnown(target.path),
  ).map(({ code, location }) => `${code}:${location.line}`);
}

test('a line whose programs no function uses is reported once', () => {
  expect(found('bin/a')).toEqual(['migrate-program-unused:3']);
});

test('a program that the manifest builds is used', () => {
  expect(found('bin/a', (path) => path !== 'cmd/a')).toEqual([]);
});

test('lines that could not be interpreted are reported if a function is open', () => {
  expect(found('bin/nothing')).toContain('migrate-line-unread:9');
});
