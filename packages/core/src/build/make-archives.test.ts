import { describe, expect, test } from 'vitest';
import { type PlannedBuild, plannedBuild } from '../../test/planned-build.js';
import type { ArchiveReceiver } from './assembly.js';
import { makeArchives } from './make-archives.js';

/** Writes the archives like a build, and collects the calls of the receiver. */
async function made({ context, host, openLinks }: PlannedBuild) {
  const received: string[] = [];
  const receiver: ArchiveReceiver = {
    receive: async ({ path, name }, parts) => {
      received.push(`received ${name}`);
      await host.fileSystem.makeDirectory('/project/dist');
      await host.fileSystem.writeFile(path, parts);
    },
    keep: async ({ name }) => void received.push(`kept ${name}`),
  };
  const links = await openLinks();
  try {
    const { archives, warnings, note } = await makeArchives(context, links, receiver);
    await note();
    return { archives, warnings, received };
  } finally {
    await Promise.all(links.map((link) => link.release()));
  }
}

test('an archive has the entries of its plan, with the size and digest of its bytes', async () => {
  const build = await plannedBuild();
  const { archives, warnings } = await made(build);
  const [archive] = archives;
  expect(archive?.entries.map(({ name, mode }) => [name, mode])).toEqual([
    ['bin/a', 0o755],
    ['bin/b', 0o755],
    ['bootstrap', 0o755],
    ['notes.txt', 0o644],
  ]);
  const info = await build.host.fileSystem.stat('/project/dist/lambda.zip');
  expect(archive?.size).toBe(info?.size);
  expect(Buffer.from(archive?.codeSha256 ?? '', 'base64').toString('hex')).toBe(archive?.sha256);
  expect(warnings).toEqual([]);
});

describe('an archive', () => {
  test('is kept if nothing has changed, with the same result', async () => {
    const build = await plannedBuild();
    const first = await made(build);
    const second = await made(build);
    expect([first.received, second.received]).toEqual([['received lambda'], ['kept lambda']]);
    const facts = ({ archives }: typeof first) =>
      archives.map(({ entries, ...rest }) => [rest, entries.map(({ name, sha256 }) => [name, sha256])]);
    expect(facts(second)).toEqual(facts(first));
  });

  test.each<readonly [string, (build: PlannedBuild) => Promise<void>]>([
    [
      'changed by a byte',
      async ({ host: { fileSystem } }) => {
        const bytes = Uint8Array.from(await fileSystem.readFile('/project/dist/lambda.zip'));
        bytes[100] = (bytes[100] ?? 0) ^ 1;
        await fileSystem.writeFile('/project/dist/lambda.zip', bytes);
      },
    ],
    [
      'cut off',
      async ({ host: { fileSystem } }) => {
        const bytes = await fileSystem.readFile('/project/dist/lambda.zip');
        await fileSystem.writeFile('/project/dist/lambda.zip', bytes.subarray(0, -1));
      },
    ],
    ['removed', ({ host }) => host.fileSystem.remove('/project/dist/lambda.zip')],
  ])('that was %s is written again, with the same bytes', async (_, change) => {
    const build = await plannedBuild();
    const first = await made(build);
    await change(build);
    const second = await made(build);
    expect(second.received).toEqual(['received lambda']);
    expect(second.archives[0]?.sha256).toBe(first.archives[0]?.sha256);
  });

  test('is written again by a different release of lambdazip', async () => {
    const build = await plannedBuild();
    await made(build);
    const { received } = await made({ ...build, context: { ...build.context, version: '2.0.0' } });
    expect(received).toEqual(['received lambda']);
  });

  test('is written again after a change of a file in it', async () => {
    const build = await plannedBuild();
    const first = await made(build);
    await build.host.fileSystem.writeFile('/project/notes.txt', new TextEncoder().encode('NOTES'));
    const second = await made(build);
    expect(second.received).toEqual(['received lambda']);
    expect(second.archives[0]?.sha256).not.toBe(first.archives[0]?.sha256);
  });
});

test('damaged notes are reported, and the work is done again', async () => {
  const build = await plannedBuild();
  const first = await made(build);
  const { host, context } = build;
  const notes = host.paths().filter((path) => /\.facts$|\/archives\/v1\/./.test(path));
  expect(notes).toHaveLength(2);
  for (const path of notes) await host.fileSystem.writeFile(path, new TextEncoder().encode('damaged'));
  const second = await made(build);
  expect([...context.cache.damaged].sort()).toEqual([...notes].sort());
  expect(second.received).toEqual(['received lambda']);
  expect(second.archives[0]?.sha256).toBe(first.archives[0]?.sha256);
});

describe('if go fails', () => {
  const answered = async (answer: object) => {
    const build = await plannedBuild();
    const { host } = build;
    const processes: typeof host.processes = {
      run: async (command) =>
        command.argv[1] === 'build'
          ? { exitCode: 1, killedBy: null, standardOutput: '', standardError: '', ...answer }
          : await host.processes.run(command),
    };
    const broken = { ...host, processes };
    return { ...build, context: { ...build.context, host: broken } };
  };

  test('no archive is made, and the programs that go linked are kept', async () => {
    const build = await answered({ standardError: '# example.com/m/cmd/a\ncmd/a/main.go:1:1: broken\n' });
    await expect(made(build)).rejects.toMatchObject({ code: 'compile-failed' });
    expect(build.host.paths().filter((path) => path.endsWith('.unfinished'))).toEqual([]);
    expect(build.host.paths()).not.toContain('/project/dist/lambda.zip');
  });

  test('because it was killed, the link directory is not trusted', async () => {
    const build = await answered({ exitCode: null, killedBy: 'SIGKILL' });
    await expect(made(build)).rejects.toMatchObject({ code: 'go-killed' });
    expect(build.host.paths().filter((path) => path.endsWith('.unfinished'))).toHaveLength(1);
  });
});

test('an archive with an error of the checks is not passed on, and all errors are reported', async () => {
  const build = await plannedBuild();
  const { host, context } = build;
  // go links for a different architecture than the plan has.
  const processes: typeof host.processes = {
    run: (command) =>
      host.processes.run({ ...command, environment: { ...command.environment, GOARCH: 'amd64' } }),
  };
  const received: string[] = [];
  const receiver: ArchiveReceiver = {
    receive: async ({ name }) => void received.push(name),
    keep: async () => undefined,
  };
  const links = await build.openLinks();
  const making = makeArchives({ ...context, host: { ...host, processes } }, links, receiver);
  await expect(making).rejects.toMatchObject({
    code: 'check-failed',
    diagnostics: [{ handlers: ['bin/a'] }, { handlers: ['bin/b'] }],
  });
  expect(received).toEqual([]);
});
