import { expect, test } from 'vitest';
import { readManifest } from './read-manifest.js';

/** Distinct codes, and the number of findings. */
async function findings(text: string, file = 'lambdazip.json') {
  const { diagnostics } = await readManifest(text, { file });
  return { codes: [...new Set(diagnostics.map(({ code }) => code))], count: diagnostics.length, diagnostics };
}

test.each([
  ['brackets in JSON', 'm.json', '['.repeat(100_000)],
  ['braces in JSON', 'm.json', '{"a":'.repeat(100_000)],
  ['closed brackets in JSON', 'm.json', `{"handlers":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['brackets in YAML', 'm.yaml', '['.repeat(100_000)],
  ['braces in YAML', 'm.yaml', '{a: '.repeat(50_000)],
  ['lists in YAML', 'm.yaml', '- '.repeat(20_000)],
])('a hundred thousand %s are refused as too deep', async (_, file, text) => {
  const { codes, diagnostics } = await findings(text, file);
  expect(codes).toEqual(['manifest-syntax']);
  expect(diagnostics[0]?.args).toMatchObject({
    problem: expect.stringContaining('nested more than 100 levels deep'),
  });
});

test('aliases that grow with each level are refused', async () => {
  const levels = Array.from(
    { length: 12 },
    (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`,
  );
  const { codes, diagnostics } = await findings(`a0: &a0 x\n${levels.join('\n')}\n`, 'm.yaml');
  expect(codes).toContain('manifest-syntax');
  expect(diagnostics[0]?.args).toMatchObject({
    problem: expect.stringContaining('expand to too many values'),
  });
});

test('an alias of a node that contains it is refused', async () => {
  expect((await findings('a: &a [*a]\n', 'm.yaml')).codes).toContain('manifest-syntax');
});

test('many aliases are resolved without searching the document for each', async () => {
  const text = `x: &x {package: ./cmd/a}\nhandlers:\n${Array.from({ length: 1000 }, (_, i) => `  h${i}: *x\n`).join('')}`;
  const { codes } = await findings(text, 'm.yaml');
  expect(codes).toEqual(['manifest-unknown-key']);
});

test('thousands of unknown keys are reported as the first few and a count', async () => {
  const keys = Array.from({ length: 5_000 }, (_, index) => `"k${index}": 1`).join(',');
  const { codes, count, diagnostics } = await findings(`{"handlers":{"a":"./a"},${keys}}`);
  expect(codes).toEqual(['manifest-unknown-key', 'manifest-more-errors']);
  expect(count).toBe(201);
  expect(diagnostics.at(-1)?.args).toEqual({ count: 4_800 });
});

test('unknown keys in each of thousands of handlers are read in one pass', async () => {
  const handlers = Array.from({ length: 3000 }, (_, i) => `"h${i}": {"package":"./a","x":1}`).join(',');
  expect((await findings(`{"handlers":{${handlers}}}`)).count).toBe(201);
});

test('thousands of names that differ only in case are found without comparing all pairs', async () => {
  const handlers = Array.from({ length: 3000 }, (_, i) => `"h${i}":"./a","H${i}":"./a"`).join(',');
  expect((await findings(`{"handlers":{${handlers}}}`)).codes).toEqual([
    'path-collision',
    'manifest-more-errors',
  ]);
});

test('a value that its variables make too long for an argument is refused', async () => {
  const value = 'v'.repeat(10_000);
  const text = { variables: { V: value }, go: { ldflags: '${V}'.repeat(10_000) }, handlers: { a: './a' } };
  expect((await findings(JSON.stringify(text))).codes).toEqual(['variable-too-long']);
});

test('a variable in the value of a variable is not expanded', async () => {
  const text = { variables: { V: '${V}${V}' }, go: { ldflags: '-X main.v=${V}' }, handlers: { a: './a' } };
  expect((await findings(JSON.stringify(text))).codes).toEqual([]);
});
