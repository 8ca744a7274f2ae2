import { describe, expect, test } from 'vitest';
import { readSettings } from './repository-settings.js';

const output = (...settings: readonly (readonly [scope: string, key: string, value?: string])[]): string =>
  settings
    .map(([scope, key, value]) => `${scope}\0${key}${value === undefined ? '' : `\n${value}`}\0`)
    .join('');

test('without settings, the configuration has only the format of the repository', () => {
  expect(readSettings('')).toEqual({
    text: '[core]\n\trepositoryformatversion = 0\n\tbare = false\n',
    foreignFilters: new Set(),
    isPartial: false,
  });
});

test('settings that control how files are read are kept; those that name a program are not', () => {
  const { text } = readSettings(
    output(
      ['local', 'core.autocrlf', 'true'],
      ['local', 'core.filemode'],
      ['local', 'core.fsmonitor', '/evil'],
      ['local', 'core.sshcommand', '/evil'],
      ['global', 'alias.status', '!evil'],
      ['local', 'core.hookspath', '/evil'],
    ),
  );
  expect(text).toContain('[core]\n\tautocrlf = "true"\n');
  expect(text).toContain('[core]\n\tfilemode = "true"\n');
  expect(text).not.toContain('evil');
});

describe('filters', () => {
  test('of the user are kept, those of the project are not', () => {
    const { text, foreignFilters } = readSettings(
      output(
        ['global', 'filter.lfs.clean', 'git-lfs clean -- %f'],
        ['local', 'filter.planted.clean', '/evil'],
        ['worktree', 'filter.other.process', '/evil'],
      ),
    );
    expect(text).toContain('[filter "lfs"]\n\tclean = "git-lfs clean -- %f"\n');
    expect(text).not.toContain('evil');
    expect([...foreignFilters]).toEqual(['planted', 'other']);
  });

  test('that both define are those of the user', () => {
    const { text, foreignFilters } = readSettings(
      output(['global', 'filter.lfs.clean', 'mine'], ['local', 'filter.lfs.clean', '/evil']),
    );
    expect(text).toContain('clean = "mine"');
    expect(foreignFilters.size).toBe(0);
  });

  test('that only check out files do not matter for a comparison', () => {
    expect(readSettings(output(['local', 'filter.x.smudge', '/evil'])).foreignFilters.size).toBe(0);
  });
});

test('a partial clone is recognized by its extension or its remote', () => {
  expect(readSettings(output(['local', 'extensions.partialclone', 'origin'])).isPartial).toBe(true);
  expect(readSettings(output(['local', 'remote.a.b.promisor', 'true'])).isPartial).toBe(true);
  expect(readSettings(output(['local', 'remote.origin.url', 'x'])).isPartial).toBe(false);
});

test('an extension needs version 1 of the format', () => {
  const { text } = readSettings(output(['local', 'extensions.objectformat', 'sha256']));
  expect(text).toContain('repositoryformatversion = 1\n');
});

test('values and names cannot add lines of configuration', () => {
  const { text } = readSettings(
    output(
      ['global', 'filter.a"]\n[core].clean', 'x'],
      ['local', 'core.excludesfile', 'a"\n[core]\tfsmonitor = \\evil'],
    ),
  );
  expect(text).toContain('excludesfile = "a\\"\\n[core]\\tfsmonitor = \\\\evil"\n');
  expect(text.match(/^\[core\]/gm)).toHaveLength(2);
});
