// Everything in memory. packages/cli/test/affected.test.ts runs the same cases with the real git and go, and compares the
// result with the archives whose bytes change.
import { describe, expect, test } from 'vitest';
import { affectedCases, affectedProject, type Edits, editedProject } from '../../test/affected-cases.js';
import { fakeGit } from '../../test/fake-git.js';
import { fakeGo } from '../../test/fake-go.js';
import { type MemoryHost, memoryHost } from '../../test/memory-host.js';
import { recordedGoMod, recordedList } from '../../test/recorded-go.js';
import type { Host } from '../ports/host.js';
import { type AffectedOptions, affected } from './affected.js';

interface Machine {
  readonly host: Host;
  readonly commit: () => string;
}

/** The project after an edit that is not committed; go prints what was recorded for the case. */
function machine(title: string, edits: Edits): Machine {
  const before = Object.entries(affectedProject);
  let current: MemoryHost = memoryHost(
    Object.fromEntries(before.map(([path, text]) => [`/project/${path}`, text])),
  );
  const workTree = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(current.files())
        .filter(([path]) => path.startsWith('/project/') && !path.startsWith('/project/.git/'))
        .map(([path, text]) => [path.slice('/project/'.length), text]),
    );
  const git = fakeGit('/project', workTree);
  git.commit();
  const go = fakeGo(() => current.fileSystem, {
    answer: ({ argv }) => {
      if (argv[1] === 'list' && argv.includes('-deps')) {
        return recordedList(title, argv.slice(argv.indexOf('--') + 1));
      }
      return argv[1] === 'mod' ? recordedGoMod(current.files()[argv.at(-1) ?? ''] ?? '') : undefined;
    },
  });
  current = memoryHost(
    {
      '/bin/go': '',
      '/bin/git': '',
      '/project/.git/index': '',
      ...Object.fromEntries(
        Object.entries(editedProject(edits)).map(([path, text]) => [`/project/${path}`, text]),
      ),
    },
    {
      environment: { PATH: '/bin' },
      processes: { run: (command) => (command.argv[0] === '/bin/git' ? git : go).run(command) },
    },
  );
  return { host: current, commit: git.commit };
}

interface Found {
  readonly archives: Readonly<Record<string, readonly string[]>>;
  readonly reasons: readonly string[];
}

async function found(host: Host, options: AffectedOptions): Promise<Found> {
  const { archives } = await affected(options, host);
  const all = archives.flatMap((archive) => [
    ...archive.reasons,
    ...archive.handlers.flatMap((handler) => handler.reasons),
  ]);
  return {
    archives: Object.fromEntries(
      archives.map(({ name, reasons, handlers }) => [
        name,
        [...(reasons.length > 0 ? ['*'] : []), ...handlers.map(({ handler }) => handler)],
      ]),
    ),
    reasons: [...new Set(all.map(({ kind, path, change }) => `${kind} ${path} ${change}`))],
  };
}

describe('the archives affected by', () => {
  test.each(affectedCases)('%s', async (title, edits, archives, reasons) => {
    const { host, commit } = machine(title, edits);
    expect(await found(host, { since: 'HEAD' })).toEqual({ archives, reasons });
    // Whether the changes are committed makes no difference.
    commit();
    expect(await found(host, { since: 'HEAD~1' })).toEqual({ archives, reasons });
    expect(await found(host, { since: 'HEAD' })).toEqual({ archives: {}, reasons: [] });
  });
});

test('the report names the commit, the paths of affected archives and the archives that are not affected', async () => {
  const { host, commit } = machine('a main package', {
    'cmd/create/main.go': 'package main\n\nfunc main() {}\n',
  });
  commit();
  expect(await affected({ since: 'HEAD~1' }, host)).toMatchObject({
    since: 'HEAD~1',
    commit: '1'.padStart(40, '0'),
    archives: [
      {
        name: 'orders',
        path: 'dist/orders.zip',
        handlers: [{ handler: 'bin/create', package: 'example.com/p/cmd/create' }],
      },
    ],
    unaffected: ['jobs', 'clean', 'report'],
  });
});
