import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { testWith, tools } from '../../core/test/tools.js';
import { bin, project, twoHandlers } from './project.js';

// Python's pty module gives the command a real terminal; what it writes there is what is looked at.
const script = `
import os, pty, sys
sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))`;

describe('on a terminal', () => {
  const onTerminal = (args: readonly string[], variables: Readonly<Record<string, string>> = {}): string => {
    const { directory } = project(twoHandlers);
    const env: Record<string, string | undefined> = {
      ...process.env,
      TERM: 'xterm',
      CI: undefined,
      LAMBDAZIP_CACHE_DIR: join(directory, 'cache'),
      ...variables,
    };
    return execFileSync('python3', ['-c', script, process.execPath, bin, 'build', ...args], {
      cwd: directory,
      env: env as NodeJS.ProcessEnv,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  };
  const check = testWith(tools.python);

  check('progress shows, and is gone at the end', () => {
    const output = onTerminal([]);
    expect(output).toContain('\r\u001b[KCompiling 2 programs');
    expect(output).toContain('\r\u001b[KPacking 3 of 3: ');
    expect(output).toContain('\r\u001b[KWrote dist/lambda.zip\r\u001b[Kdist/lambda.zip\r\n');
  });

  check('no progress with --quiet, in CI or on a dumb terminal', () => {
    expect(onTerminal(['--quiet'])).toBe('');
    expect(onTerminal([], { CI: 'true' })).not.toContain('\u001b');
    expect(onTerminal([], { TERM: 'dumb' })).not.toContain('\u001b');
  });
});
