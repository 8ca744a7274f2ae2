import { expect, test } from 'vitest';
import { quotas } from '../lambda/quotas.js';
import { checkRuntime } from './check-runtime.js';
import { checkSizes } from './check-sizes.js';

const mebibyte = 1024 * 1024;
const entry = (name: string, size: number, compressedSize = 0) => ({
  name,
  size: size * mebibyte,
  compressedSize: compressedSize * mebibyte,
});

test('an archive within the quotas has no findings', () => {
  const entries = [entry('a', 125), entry('b', 125)];
  expect(checkSizes({ archive: 'x', zippedSize: quotas.zippedSize, entries })).toEqual([]);
});

test('one byte above the unzipped quota is an error that names the five largest entries', () => {
  const entries = ['f', 'e', 'd', 'c', 'b', 'a'].map((name, index) => entry(name, 50 - index));
  const [finding, ...rest] = checkSizes({ archive: 'x', zippedSize: 0, entries });
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({ code: 'check-unzipped-too-large', severity: 'error' });
  expect(finding?.args).toEqual({
    archive: 'x',
    size: 285 * mebibyte,
    limit: quotas.unzippedSize,
    largest: ['f', 'e', 'd', 'c', 'b'].map((name, index) => ({ name, size: (50 - index) * mebibyte })),
    programs: 0,
    programSize: 0,
  });
});

test.each([
  ['several programs', ['a', 'b'], { programs: 2, programSize: 290 * mebibyte }],
  ['one program for all handlers', ['a', 'a'], { programs: 0, programSize: 0 }],
  ['one handler', ['a'], { programs: 1, programSize: 200 * mebibyte }],
])('an archive with %s', (_, programs, args) => {
  const entries = [entry('a', 200, 30), entry('b', 90, 30)];
  const zippedSize = quotas.zippedSize + 1;
  const findings = checkSizes({ archive: 'x', zippedSize, entries, programs });
  expect(findings).toMatchObject([{ args }, { args }]);
  for (const { help } of findings) {
    if (args.programs < 2) expect(help).not.toContain('lambdazip split');
    else {
      expect(help).toContain('Its 2 handlers have 2 programs of 290.0 MiB together');
      expect(help).toContain('`lambdazip size`');
      expect(help).toContain('`lambdazip split --max-size 225MiB`');
    }
  }
});

test('a zip that is too large for a direct upload is a warning', () => {
  const findings = checkSizes({
    archive: 'x',
    zippedSize: quotas.zippedSize + 1,
    entries: [entry('a', 100, 51)],
  });
  expect(findings).toMatchObject([
    {
      code: 'check-zipped-too-large',
      severity: 'warning',
      args: { limit: quotas.zippedSize, largest: [{ name: 'a', size: 51 * mebibyte }] },
    },
  ]);
});

test('a runtime causes a warning from the day of its deprecation', () => {
  expect(checkRuntime('provided.al2', Date.parse('2026-07-30'))).toEqual([]);
  expect(checkRuntime('provided.al2', Date.parse('2026-07-31'))).toMatchObject([
    { code: 'runtime-deprecated', severity: 'warning' },
  ]);
  expect(checkRuntime('provided.al2023', Date.parse('2026-11-24'))).toEqual([]);
});
