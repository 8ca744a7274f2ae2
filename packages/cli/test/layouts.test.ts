import { expect, test } from 'vitest';
import { project, twoHandlers } from './project.js';

const manifest = JSON.stringify({
  layout: 'multicall',
  handlers: { 'bin/create': './cmd/create', 'bin/delete': './cmd/delete' },
});

test('plan and build show a program for several handlers', async () => {
  const made = project({ ...twoHandlers, 'lambdazip.json': manifest });
  const { stdout, stderr } = await made.run(['plan']);
  expect(stdout, stderr).toContain(
    '\n  makes one program of ./cmd/create, ./cmd/delete; `build` writes the overlay for it\n',
  );
  expect(stdout).toContain(
    'dist/lambda.zip: provided.al2023, arm64, multicall, one program for 2 handlers is the bootstrap, compression level 6\n',
  );
  const built = await made.run(['build', '-v']);
  expect(built.stderr + built.stdout).toContain(
    '\n  for         provided.al2023, arm64, one program for 2 handlers\n',
  );
});

test('plan counts the main packages of a program with many handlers', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const made = project({
    'go.mod': twoHandlers['go.mod'] ?? '',
    'lambdazip.json': JSON.stringify({ layout: 'multicall', handlers: { '*': './cmd/*' } }),
    ...Object.fromEntries(names.map((name) => [`cmd/${name}/main.go`, 'package main\n\nfunc main() {}\n'])),
  });
  const { stdout, stderr } = await made.run(['plan']);
  expect(stdout, stderr).toContain(
    '\n  makes one program of 6 main packages; `build` writes the overlay for it\n',
  );
});
