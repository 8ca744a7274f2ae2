import { partsOf } from './run-git.js';

/** The settings of a repository that lambdazip needs, as resolved by git, with the scope that each comes from. */
export interface RepositorySettings {
  /** The text of a configuration whose settings start no program except the user's own filters. */
  readonly text: string;
  /** Names of filters that only the project's configuration defines. They are not run. */
  readonly foreignFilters: ReadonlySet<string>;
  /** Whether objects may be missing until they are fetched (a partial clone). */
  readonly isPartial: boolean;
}

/** Settings that control how files and the index are read. None of them names a program. */
const inert: ReadonlySet<string> = new Set([
  'core.attributesfile',
  'core.autocrlf',
  'core.bigfilethreshold',
  'core.checkroundtripencoding',
  'core.checkstat',
  'core.eol',
  'core.excludesfile',
  'core.filemode',
  'core.ignorecase',
  'core.ignorestat',
  'core.longpaths',
  'core.precomposeunicode',
  'core.preloadindex',
  'core.sparsecheckout',
  'core.sparsecheckoutcone',
  'core.symlinks',
  'core.trustctime',
  'extensions.objectformat',
  'index.sparse',
]);

/** Reads the output of `git config --list --null --show-scope`. */
export function readSettings(output: string): RepositorySettings {
  const parts = partsOf(output);
  const kept = new Map<string, string>();
  const filters = { user: new Set<string>(), project: new Set<string>() };
  let isPartial = false;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const isProject = parts[at] === 'local' || parts[at] === 'worktree';
    const [key, value] = keyAndValue(parts[at + 1] ?? '');
    if (/^extensions\.partialclone$|^remote\..*\.promisor$/s.test(key)) isPartial = true;
    const [, filter, setting] = /^filter\.(.*)\.(clean|process|required|smudge)$/s.exec(key) ?? [];
    if (filter !== undefined) {
      if (setting === 'clean' || setting === 'process') filters[isProject ? 'project' : 'user'].add(filter);
      if (!isProject) kept.set(key, value);
    } else if (inert.has(key)) {
      kept.set(key, value);
    }
  }
  return {
    text: configurationText(kept),
    foreignFilters: new Set([...filters.project].filter((name) => !filters.user.has(name))),
    isPartial,
  };
}

function keyAndValue(text: string): [key: string, value: string] {
  const end = text.indexOf('\n');
  // A key without a value is a boolean set to true.
  return end === -1 ? [text, 'true'] : [text.slice(0, end), text.slice(end + 1)];
}

function configurationText(settings: ReadonlyMap<string, string>): string {
  const version = settings.has('extensions.objectformat') ? 1 : 0;
  const lines = [...settings].map(([key, value]) => {
    const [first, last] = [key.indexOf('.'), key.lastIndexOf('.')];
    const subsection = first === last ? '' : ` "${key.slice(first + 1, last).replace(/["\\]/g, '\\$&')}"`;
    return `[${key.slice(0, first)}${subsection}]\n\t${key.slice(last + 1)} = ${quoted(value)}\n`;
  });
  return `[core]\n\trepositoryformatversion = ${version}\n\tbare = false\n${lines.join('')}`;
}

function quoted(value: string): string {
  const escaped = value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `"${escaped}"`;
}
