// The other tests run the command line in process, from its sources. These compare with the built one in a process of its own.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Project, project, twoHandlers } from './project.js';

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Create:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: cmd/create, Handler: create, Runtime: go1.x }
`;

/** A project in a repository, built. */
async function built(): Promise<Project> {
  const made = project({ ...twoHandlers, 'template.yaml': template, '.gitignore': 'dist\nreport.json\n' });
  for (const words of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-qm', 'first'],
  ]) {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: made.directory,
    });
  }
  expect((await made.run(['build', '--quiet', '--shard', '1/1', '--report', 'report.json'])).status).toBe(0);
  return made;
}

test('every command of the built command line answers as its sources do', async () => {
  const made = await built();
  const commands: readonly (readonly string[])[] = [
    ['--version'],
    ['--help'],
    ['build', '--json'],
    ['plan'],
    ['size'],
    ['split'],
    ['init', 'lambdazip.json'],
    ['migrate'],
    ['check'],
    ['verify', 'dist/lambda.zip'],
    ['inspect', 'dist/lambda.zip'],
    ['output', '--format', 'terraform'],
    ['diff', 'dist/lambda.zip', 'dist/lambda.zip'],
    ['affected', '--since', 'HEAD'],
    ['merge-reports', 'report.json'],
    ['schema'],
    ['completion', 'bash'],
    ['biuld'],
    ['build', 'none.json', '--json'],
  ];
  for (const words of commands) {
    const expected = await made.run(words);
    expect({ words, ...made.spawn(words) }).toEqual({ words, ...expected });
  }
});

test('the built command line tries each command that its help lists', async () => {
  const { stdout } = await project({}).run(['--help']);
  const listed = [...stdout.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name]) => name ?? '');
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  expect(listed.length).toBeGreaterThan(10);
  for (const name of listed) if (name !== 'help' && name !== 'cache') expect(source).toContain(`['${name}'`);
});
