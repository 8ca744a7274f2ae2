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
