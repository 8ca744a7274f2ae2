import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { casesOf } from '../../core/test/matrix.js';
import { testWith, tools } from '../../core/test/tools.js';
import { bin, goMod, mainGo, type Project, project, twoHandlers } from './project.js';

const nobody = 65534;
const twoArchives = {
  'go.mod': goMod,
  'cmd/a/main.go': mainGo,
  'cmd/b/main.go': mainGo,
  'lambdazip.json': JSON.stringify({
    archives: { one: { handlers: { a: './cmd/a' } }, two: { handlers: { b: './cmd/b' } } },
  }),
};

/** What is in dist, by name. */
function outputOf({ directory }: Project): Record<string, string> {
  const names = readdirSync(join(directory, 'dist')).sort();
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(directory, 'dist', name)))
        .digest('hex'),
    ]),
  );
}

function change(given: Project): void {
  for (const name of ['a', 'b']) given.write(`cmd/${name}/main.go`, mainGo.replace('hello', 'changed'));
}

testWith(tools.otherUser)('a file that cannot be replaced leaves all other files unchanged', async () => {
  const given = project(twoArchives);
  const { directory } = given;
  expect((await given.run(['build'])).status).toBe(0);
  change(given);
  const before = outputOf(given);
  // In a sticky directory only a file's owner can rename it, or who may act as any owner.
  for (const path of ['dist', 'dist/two.zip']) chownSync(join(directory, path), nobody, nobody);
  chmodSync(join(directory, 'dist'), 0o1777);
  const command = ['--bounding-set=-fowner', process.execPath, bin, 'build', '--json'];
  const done = spawnSync('setpriv', command, { cwd: directory, env: process.env, encoding: 'utf8' });
  expect(done.stdout + done.stderr).toContain('output-not-writable');
  expect(done.status).toBe(2);
  expect(outputOf(given)).toEqual(before);
});

describe('after a kill between two renames', () => {
  // Renames of the output, including the journal. killed.test.ts of the core kills at every call in memory.
  const renames: readonly (readonly [string, number])[] = [
    ['3', 3],
    ['6', 6],
  ];
  test.each(casesOf(renames, ['3']))(
    'number %s leaves a set that the next command completes or undoes',
    async (_, nth) => {
      const given = project(twoArchives);
      expect((await given.run(['build'])).status).toBe(0);
      const old = outputOf(given);
      change(given);
      given.write(
        'kill.cjs',
        `const { promises } = require('node:fs');
       const { rename } = promises;
       let count = 0;
       promises.rename = async (from, to) => {
         if (to.includes('/dist/') && ++count === ${nth}) process.kill(process.pid, 'SIGKILL');
         return await rename(from, to);
       };`,
      );
      const killed = given.spawn(['build'], {
        NODE_OPTIONS: `--require=${join(given.directory, 'kill.cjs')}`,
      });
      await given.run(['inspect', 'dist/one.zip']);
      const found = outputOf(given);
      const names = Object.keys(old);
      const replaced = names.filter((name) => found[name] !== old[name]);
      expect([0, names.length]).toContain(replaced.length);
      expect(killed.status).toBeNull();
      expect(Object.keys(found)).toEqual(Object.keys(old));
      expect((await given.run(['build'])).status).toBe(0);
      expect(Object.keys(outputOf(given))).toEqual(Object.keys(old));
    },
  );
});

describe('a full disk', () => {
  /** Builds with a private 256 KiB disk mounted at `small`. */
  function build(given: Project, args: string, variables: Record<string, string>) {
    mkdirSync(join(given.directory, 'small'));
    const script = `mount -t tmpfs -o size=256k tmpfs small && exec "$0" "$1" build ${args}`;
    return spawnSync('unshare', ['-m', 'sh', '-c', script, process.execPath, bin], {
      cwd: given.directory,
      env: { ...process.env, ...variables },
      encoding: 'utf8',
    });
  }

  testWith(tools.smallDisk)('of the cache is reported with its directory and how to move it', () => {
    const given = project(twoHandlers);
    const cache = join(given.directory, 'small/cache');
    const { status, stderr } = build(given, '', { LAMBDAZIP_CACHE_DIR: cache });
    expect(stderr).toContain(`cannot write ${cache}: the disk is full`);
    expect(stderr).toContain('--cache-dir');
    expect(status).toBe(1);
  });

  testWith(tools.smallDisk)('of TMPDIR is reported in the same way', () => {
    const given = project(twoHandlers);
    const small = join(given.directory, 'small');
    const { status, stderr } = build(given, '--no-cache', { TMPDIR: small });
    expect(stderr).toContain(`cannot write ${small}: the disk is full`);
    expect(stderr).toContain('TMPDIR');
    expect(status).toBe(1);
  });
});

testWith(tools.otherUser)('a cache owned by a different user is refused and not used', async () => {
  const given = project(twoHandlers);
  const cache = join(given.directory, 'cache');
  mkdirSync(cache);
  chownSync(cache, nobody, nobody);
  const { status, stderr } = await given.run(['build'], { LAMBDAZIP_CACHE_DIR: cache });
  expect(stderr).toContain('it is owned by user 65534');
  expect(status).toBe(2);
  expect(readdirSync(cache)).toEqual([]);
});

test('a missing HOME is an environment error that names the variables to set', async () => {
  const given = project(twoHandlers);
  const none = {
    HOME: undefined,
    XDG_CACHE_HOME: undefined,
    GOCACHE: undefined,
    LAMBDAZIP_CACHE_DIR: undefined,
  };
  const { status, stderr } = await given.run(['build'], none);
  expect(status).toBe(2);
  for (const name of ['HOME', 'GOCACHE', '--cache-dir']) expect(stderr).toContain(name);
});
