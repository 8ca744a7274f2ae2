// Uses the real git, because the result is its comparison with the index.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished } from 'vitest';
import { testWith, tools } from '../../test/tools.js';
import { nodeHost } from '../node/host.js';
import type { MadeArchive } from './assembly.js';
import type { BuildContext } from './build-context.js';
import { lineEndWarnings } from './line-ends.js';

const isolated = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

/** A repository with files that are committed with LF, and then have the given content. */
function repository(changed: Readonly<Record<string, string>>) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'lambdazip-line-ends-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  const git = (...words: string[]): void => {
    execFileSync('git', words, { cwd: directory, env: { ...process.env, ...isolated }, stdio: 'ignore' });
  };
  git('init', '-q');
  for (const path of ['a.txt', 'b.txt', 'cmd/embedded.txt']) write(path, 'one\ntwo\n');
  write('windows.txt', 'one\r\ntwo\r\n');
  git('add', '-A');
  for (const [path, text] of Object.entries(changed)) write(path, text);
  const host = nodeHost({
    workingDirectory: directory,
    environment: { ...process.env, ...isolated } as never,
  });
  const context = { host, plan: { directory }, signal: undefined } as unknown as BuildContext;
  const archive = (...names: string[]): MadeArchive =>
    ({
      plan: { files: names.map((name) => ({ entry: name, source: `${directory}/${name}`, mode: 0o644 })) },
      entries: names.map((name) => ({ name, hasCrlf: name in changed || name === 'windows.txt' })),
    }) as unknown as MadeArchive;
  const warned = async (made: readonly MadeArchive[], embedded: readonly string[] = []) => {
    const finish = lineEndWarnings(context, Promise.resolve(embedded.map((path) => `${directory}/${path}`)));
    return (await finish(made)).map(({ code, args }) => [code, args]);
  };
  return { archive, context, directory, warned };
}

const crlf = 'one\r\ntwo\r\n';

describe('a file with CRLF in an archive', () => {
  testWith(tools.git)('is a warning if it has LF in git, whether it is an asset or embedded', async () => {
    const { archive, warned } = repository({ 'b.txt': crlf, 'a.txt': crlf, 'cmd/embedded.txt': crlf });
    expect(await warned([archive('b.txt', 'a.txt')], ['cmd/embedded.txt'])).toEqual([
      ['line-ends-converted', { files: ['a.txt', 'b.txt', 'cmd/embedded.txt'] }],
    ]);
  });

  testWith(tools.git)('is not a warning if it has CRLF in git, or other changes', async () => {
    const { archive, warned } = repository({ 'a.txt': 'three\r\n', 'new.txt': crlf });
    expect(await warned([archive('windows.txt', 'a.txt', 'new.txt')])).toEqual([]);
  });

  testWith(tools.git)('is not a warning if no archive has it', async () => {
    const { archive, warned } = repository({ 'a.txt': crlf });
    expect(await warned([archive('b.txt')], ['missing.txt'])).toEqual([]);
  });

  testWith(tools.git)('is found through a link to its directory', async () => {
    const { directory, warned } = repository({ 'cmd/embedded.txt': crlf });
    symlinkSync(join(directory, 'cmd'), join(directory, 'linked'));
    expect(await warned([], ['linked/embedded.txt'])).toEqual([
      ['line-ends-converted', { files: ['cmd/embedded.txt'] }],
    ]);
  });

  testWith(tools.git)('is not a warning outside of a repository', async () => {
    const { archive, directory, warned } = repository({ 'a.txt': crlf });
    rmSync(join(directory, '.git'), { recursive: true });
    expect(await warned([archive('a.txt')])).toEqual([]);
  });
});

testWith(tools.git)(
  'an error about the embedded files is reported when the warnings are wanted',
  async () => {
    const { context } = repository({});
    const finish = lineEndWarnings(context, Promise.reject(new Error('no list')));
    // Longer than a turn, in which an unhandled rejection would end the process.
    await new Promise((resolve) => setImmediate(resolve));
    await expect(finish([])).rejects.toThrow('no list');
  },
);
