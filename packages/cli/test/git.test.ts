// What lambdazip asks git, with the real one and the real go.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plantPrograms } from '../../core/test/git-programs.js';
import { mainGo, type Project, project, twoHandlers } from './project.js';

const git = ({ directory }: Project, ...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], {
    cwd: directory,
    encoding: 'utf8',
  }).trim();

const template = `Resources:
  Create:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: go1.x }
    Properties: { Runtime: provided.al2023, Handler: bootstrap, CodeUri: cmd/create }
`;

function repository(files: Readonly<Record<string, string>>): Project {
  const given = project({ '.gitignore': 'dist\n', ...files });
  git(given, 'init', '-q');
  git(given, 'add', '-A');
  git(given, 'commit', '-qm', 'first');
  return given;
}

function sourceIn(text: string): unknown {
  const { predicate } = JSON.parse(text) as {
    predicate: { buildDefinition: { resolvedDependencies: readonly { name: string }[] } };
  };
  return predicate.buildDefinition.resolvedDependencies.find(({ name }) => name === 'source');
}

const record = 'dist/lambda.zip.provenance.json';

test('no command runs a program from the git configuration of the project', async () => {
  const given = repository({
    ...twoHandlers,
    'template.yaml': template,
    'a.txt': 'a\n',
    '.gitattributes': '*.txt filter=planted diff=planted\n',
  });
  expect((await given.run(['build', '-q'])).status).toBe(0);
  const text = given.read(record);
  const outside = project({}).directory;
  const { started } = plantPrograms(join(given.directory, '.git'), outside);
  const commit = git(given, '-c', 'core.fsmonitor=false', 'rev-parse', 'HEAD');
  const absent = '0123456789012345678901234567890123456789';
  const commands = [
    ['plan'],
    ['build', '-q'],
    ['affected', '--since', 'HEAD'],
    ['affected', '--since', absent],
    ['build', '-q', '--affected-since', 'HEAD'],
    ['verify', 'dist/lambda.zip'],
    ['verify', 'dist/lambda.zip', '--manifest', 'lambdazip.json', '--fast'],
    ['inspect', 'dist/lambda.zip'],
    ['output', '--format', 'terraform'],
    ['check', 'template.yaml'],
    ['migrate', 'template.yaml'],
    ['migrate', 'template.yaml', '--write'],
    ['init', '--force'],
  ];
  for (const command of commands) {
    utimesSync(join(given.directory, 'a.txt'), 1, 1);
    await given.run(command);
    expect(started(), command.join(' ')).toEqual([]);
  }
  given.write(record, text.replaceAll(commit, absent));
  await given.run(['verify', 'dist/lambda.zip']);
  expect(started()).toEqual([]);
});

test('a commit that is not hexadecimal never reaches git', async () => {
  const given = repository(twoHandlers);
  await given.run(['build', '-q']);
  const commit = git(given, 'rev-parse', 'HEAD');
  for (const other of ['--output=stolen', 'HEAD', commit.slice(1), commit.toUpperCase()]) {
    given.write(record, given.read(record).replaceAll(/"gitCommit": "[^"]*"/g, `"gitCommit": "${other}"`));
    const { status, stdout } = await given.run(['verify', 'dist/lambda.zip']);
    expect(status, other).toBe(1);
    expect(stdout).toContain('expected 40 or 64 hexadecimal digits');
  }
});

function onPath(name: string): string {
  const directories = (process.env.PATH ?? '').split(delimiter);
  const found = directories.map((directory) => join(directory, name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`no ${name} on PATH`);
  return realpathSync(found);
}

describe('a git that fails', () => {
  /** A PATH with go and node, and nothing else. */
  function pathWithoutGit(): string {
    const { directory } = project({});
    for (const name of ['go', 'node']) symlinkSync(onPath(name), join(directory, name));
    return directory;
  }

  const cases = [
    {
      name: 'is missing',
      word: 'git-not-found',
      variables: () => ({ PATH: pathWithoutGit() }),
    },
    {
      name: 'refuses',
      word: 'git-refused',
      variables: () => ({ GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' }),
    },
    {
      name: 'fails',
      word: 'git-failed',
      variables: ({ directory }: Project) => {
        rmSync(join(directory, '.git'), { recursive: true });
        writeFileSync(join(directory, '.git'), 'gitdir: /gone\n');
        return {};
      },
    },
  ];

  test.each(cases)('is reported if it $name, also in the provenance', async ({ word, variables }) => {
    const given = repository({ ...twoHandlers, 'template.yaml': template });
    await given.run(['build', '-q']);
    const changed = variables(given);
    const verified = await given.run(['verify', 'dist/lambda.zip'], changed);
    expect([verified.status, verified.stderr]).toEqual([0, expect.stringContaining(`provenance-${word}`)]);
    const built = await given.run(['build', '-q'], changed);
    expect([built.status, built.stderr]).toEqual([0, expect.stringContaining(`warning[provenance-${word}]`)]);
    expect(sourceIn(given.read(record))).toEqual({
      name: 'source',
      annotations: { commit: 'none', reason: word },
    });
    const affected = await given.run(['affected', '--since', 'HEAD'], changed);
    expect([affected.status, affected.stderr]).toEqual([2, expect.stringContaining(`error[${word}]`)]);
    rmSync(join(given.directory, 'lambdazip.json'));
    const migrated = await given.run(['migrate', 'template.yaml', '--write'], changed);
    expect([migrated.status, migrated.stderr]).toEqual([2, expect.stringContaining(`error[${word}]`)]);
    expect(given.read('template.yaml')).toBe(template);
    expect((await given.run(['migrate', 'template.yaml', '--write', '--force'], changed)).status).toBe(0);
    expect(given.read('template.yaml.orig')).toBe(template);
  });

  test('is not needed without a repository', async () => {
    const given = project(twoHandlers);
    const { status, stderr } = await given.run(['build', '-q'], { PATH: pathWithoutGit() });
    expect([status, stderr]).toEqual([0, '']);
    expect(sourceIn(given.read(record))).toMatchObject({ annotations: { reason: 'no-repository' } });
  });
});

describe('line endings converted by git', () => {
  test('are reported for the files in an archive, in each build', async () => {
    const given = repository({
      ...twoHandlers,
      'cmd/create/main.go': mainGo
        .replace('\n\n', '\n\nimport _ "embed"\n\n//go:embed t.txt\nvar t string\n\n')
        .replace('"hello"', 't'),
      'cmd/create/t.txt': 'x\ny\n',
      'cmd/delete/main.go': mainGo
        .replace('\n\n', '\n\nimport _ "embed"\n\nvar (\n\t//go:embed t.txt\n\tt string\n)\n\n')
        .replace('"hello"', 't'),
      'cmd/delete/t.txt': 'x\ny\n',
      'cmd/create/other.txt': 'not embedded\n',
      'notes.txt': 'one\ntwo\n',
      'kept.txt': 'one\r\n',
      'bin/tool': '#!/bin/sh\necho\n',
      'lambdazip.json': JSON.stringify({
        handlers: { 'bin/create': './cmd/create', 'bin/delete': './cmd/delete' },
        files: {
          'notes.txt': './notes.txt',
          'kept.txt': './kept.txt',
          'bin/tool': { source: './bin/tool', mode: '0755' },
        },
      }),
    });
    expect(await given.run(['build', '-q'])).toMatchObject({ status: 0, stderr: '' });
    git(given, 'config', 'core.autocrlf', 'true');
    for (const path of ['cmd', 'notes.txt', 'bin']) rmSync(join(given.directory, path), { recursive: true });
    git(given, 'checkout', '--', '.');
    expect(readFileSync(join(given.directory, 'notes.txt'), 'utf8')).toBe('one\r\ntwo\r\n');
    for (const round of ['cold', 'warm']) {
      const { status, stderr } = await given.run(['build', '-q']);
      expect(status, stderr).toBe(0);
      expect(stderr, round).toContain('check-script-carriage-return');
      expect(stderr, round).toContain(
        '4 files have CR LF line endings here but LF in git, so other machines build different archives: bin/tool, cmd/create/t.txt, cmd/delete/t.txt, notes.txt\n',
      );
      expect(stderr, round).toContain('`* text=auto eol=lf`');
    }
    const inspected = await given.run(['inspect', '--strict', 'dist/lambda.zip']);
    expect(inspected.status).toBe(1);
    expect(inspected.stdout + inspected.stderr).toContain('check-script-carriage-return');
    given.write('.gitattributes', '* text=auto eol=lf\n');
    for (const path of ['cmd', 'notes.txt', 'bin']) rmSync(join(given.directory, path), { recursive: true });
    git(given, 'restore', '.');
    expect(await given.run(['build', '-q'])).toMatchObject({ status: 0, stderr: '' });
  });
});
