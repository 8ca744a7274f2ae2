import { expect, test } from 'vitest';
import { project, twoHandlers } from './project.js';

test('common options work before the name of a command', async () => {
  const made = project(
    Object.fromEntries(Object.entries(twoHandlers).map(([path, text]) => [`service/${path}`, text])),
  );
  const { status, stdout } = await made.run(['-C', 'service', '--json', 'plan']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).archives).toHaveLength(1);
  expect((await made.run(['plan', '-C', 'service', '--json'])).stdout).toBe(stdout);
});

test('a directory instead of the manifest is answered with -C', async () => {
  const made = project({ 'service/x': '' });
  const { status, stderr } = await made.run(['build', 'service']);
  expect(status).toBe(2);
  expect(stderr).toBe(
    'error[manifest-is-directory]: service is a directory, not a manifest\n  help: Run the command there with `-C service`, or pass the path of its manifest.\n',
  );
});
