import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import type { ProcessResult } from '../ports/process-runner.js';
import { findGo } from './toolchain.js';

function hostWhoseGo(result: Partial<ProcessResult>) {
  const done = { exitCode: 0, killedBy: null, standardOutput: '', standardError: '' };
  const host = memoryHost({ '/usr/local/go/bin/go': '' }, { environment: { PATH: '/usr/local/go/bin' } });
  return { ...host, processes: { run: async () => ({ ...done, ...result }) } };
}

test.each([
  'null',
  '7',
  '[]',
  '{"GOVERSION":7}',
  '{"GOVERSION":"go1.26.8","GOROOT":[]}',
  '{"GOVERSION":"go1.26.8","GOENV":3}',
])('a go command that prints %s as its variables is unusable', async (standardOutput) => {
  await expect(findGo(hostWhoseGo({ standardOutput }))).rejects.toMatchObject({
    code: 'go-unusable',
    diagnostics: [{ args: { output: expect.stringContaining(standardOutput) } }],
  });
});

test('reports how a go command without output ended', async () => {
  const messageOf = (result: Partial<ProcessResult>) =>
    findGo(hostWhoseGo(result)).catch((error: Error) => error.message);
  expect(await messageOf({})).toContain('no output');
  expect(await messageOf({ exitCode: null, killedBy: 'SIGKILL' })).toContain('killed by SIGKILL');
  expect(await messageOf({ exitCode: 3 })).toContain('exit status 3');
});
