import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Project, project, twoHandlers } from './project.js';

const go = execFileSync('go', ['env', 'GOROOT'], { encoding: 'utf8' }).trim();

/** A project, and a `go` that changes one of its sources while it builds. */
function restless(): { given: Project; variables: Readonly<Record<string, string>> } {
  const given = project({
    ...twoHandlers,
    'bin/go': [
      '#!/bin/sh',
      `case $1 in build) sleep 0.2; echo "// changed" >> '$PROJECT/cmd/delete/main.go' ;; esac`,
      `exec '${go}/bin/go' "$@"`,
      '',
    ].join('\n'),
  });
  const script = given.read('bin/go').replaceAll('$PROJECT', given.directory);
  given.write('bin/go', script);
  chmodSync(join(given.directory, 'bin/go'), 0o755);
  return { given, variables: { PATH: `${join(given.directory, 'bin')}:${process.env.PATH}` } };
}

test('a source that changes during a build is a warning, and with --strict-inputs an error', async () => {
  const { given, variables } = restless();
  const zip = join(given.directory, 'dist/lambda.zip');
  const strict = await given.run(['build', '--strict-inputs', '--json'], variables);
  expect(strict.status).toBe(1);
  expect(JSON.parse(strict.stdout)).toMatchObject({
    error: {
      code: 'inputs-unstable',
      message: 'cmd/delete/main.go changed during the build; nothing was written',
    },
  });
  expect(existsSync(zip)).toBe(false);
  const { status, stderr } = await given.run(['build'], variables);
  expect(status).toBe(0);
  expect(stderr).toContain('warning[inputs-changed]: cmd/delete/main.go changed during the build');
  expect(existsSync(zip)).toBe(true);
  expect(await given.run(['build', '--strict-inputs'])).toMatchObject({ status: 0, stderr: '' });
});
