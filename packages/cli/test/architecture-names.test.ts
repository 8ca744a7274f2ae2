import { expect, test } from 'vitest';
import { project, twoHandlers } from './project.js';

test.each([
  ['amd64', 'x86_64'],
  ['x86-64', 'x86_64'],
  ['x64', 'x86_64'],
  ['aarch64', 'arm64'],
])('%s means %s in a manifest and for --arch', async (name, architecture) => {
  const manifest = JSON.stringify({ architecture: name, handlers: { 'bin/create': './cmd/create' } });
  const made = project({ ...twoHandlers, 'named.json': manifest });
  for (const args of [
    ['plan', 'named.json', '--json'],
    ['plan', '--arch', name, '--json'],
  ]) {
    const { status, stdout } = await made.run(args);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).archives).toMatchObject([{ architecture }]);
  }
});

test('another word is refused with the names that Lambda uses', async () => {
  const made = project(twoHandlers);
  const { status, stderr } = await made.run(['plan', '--arch', 'x86']);
  expect(status).toBe(2);
  expect(stderr).toContain('Allowed choices are arm64, x86_64.');
});
