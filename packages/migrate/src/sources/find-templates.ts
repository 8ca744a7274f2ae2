import type { Host } from '@lambdazip/core/internal';
import {
  findProjectRoot,
  isInside,
  isPassedOver,
  readableEntries,
  repositoryAbove,
} from '@lambdazip/core/internal';
import { isAbsolute, join, relative } from 'pathe';
import { failure } from '../diagnostics/diagnose.js';
import { explainedSources } from './sources.js';
import { explainedFormatNames } from './template-formats.js';

/** Names of templates to look for in the working directory. */
const templateNames: readonly string[] = [
  'template.yaml',
  'template.yml',
  'template.json',
  'serverless.yml',
  'serverless.yaml',
  'serverless.json',
  'sam.yaml',
  'sam.yml',
];

/** Names of templates that cannot be read. */
const programNames: readonly string[] = ['serverless.ts', 'serverless.js'];

/**
 * The templates of a command, with links in their directories resolved.
 *
 * @param named as passed by the user, relative to the working directory; empty for the one in the working directory
 * @returns absolute paths
 * @throws LambdazipError `template-not-found`, `template-ambiguous`, `template-unreadable`
 */
export async function findTemplates(
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  named: readonly string[],
): Promise<readonly string[]> {
  const paths = named.length > 0 ? named : [await onlyTemplate(host, host.workingDirectory)];
  const found: string[] = [];
  for (const path of paths) {
    const absolute = isAbsolute(path) ? path : join(host.workingDirectory, path);
    const info = await host.fileSystem.stat(absolute);
    if (info === undefined)
      throw failure('template-not-found', { missing: 'file', path, known: [], below: [] });
    const file =
      info.kind === 'directory' ? join(absolute, await onlyTemplate(host, absolute, path)) : absolute;
    const real = await host.fileSystem.realPath(file);
    await refuseOutside(host, file, real);
    found.push(real);
  }
  return [...new Set(found)];
}

/**
 * The files around a template are read with it, so a template in a different repository is refused, and one that is only
 * linked into the project too.
 */
async function refuseOutside(
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  file: string,
  real: string,
): Promise<void> {
  const start = await host.fileSystem.realPath(host.workingDirectory);
  const repository = await repositoryAbove(host, start);
  const top = repository ?? (await findProjectRoot(host, start, []));
  if (isInside(real, top)) return;
  const shown = relative(host.workingDirectory, file);
  const isLinked = isInside(join(start, shown), top);
  if (repository === undefined && !isLinked) return;
  const reason = isLinked
    ? 'a symbolic link on its path leads out of the project'
    : 'outside the git repository of the working directory';
  throw failure('template-unreadable', { file: shown, reason });
}

/**
 * The template of a directory; `.` if the directory itself is the template.
 *
 * @param shown the name of the directory in messages; undefined for the working directory
 */
async function onlyTemplate(
  host: Pick<Host, 'fileSystem'>,
  directory: string,
  shown?: string,
): Promise<string> {
  if ((await host.fileSystem.stat(directory))?.kind !== 'directory') {
    throw failure('template-not-found', { missing: 'directory', path: directory, known: [], below: [] });
  }
  const names = await fileNames(host, directory);
  const found = [...templateNames, ...programNames].filter((name) => names.includes(name));
  const [first, second] = found;
  if (first === undefined) {
    for (const format of explainedFormatNames) {
      const named = explainedSources[format].inDirectory(names);
      if (named !== undefined) return named;
    }
    const below = await templatesBelow(host, directory);
    throw failure('template-not-found', {
      missing: 'known',
      path: shown ?? null,
      known: templateNames,
      below: below.map((path) => join(shown ?? '', path)),
    });
  }
  if (second !== undefined) {
    throw failure('template-ambiguous', { names: found.map((name) => join(shown ?? '', name)) });
  }
  return first;
}

/** Suggestions if a directory has no template: a few of its subdirectories that have one. */
async function templatesBelow(host: Pick<Host, 'fileSystem'>, directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, kind } of await readableEntries(host.fileSystem, directory)) {
    if (kind !== 'directory' || isPassedOver(name)) continue;
    const names = await fileNames(host, join(directory, name));
    found.push(...templateNames.filter((each) => names.includes(each)).map((each) => `${name}/${each}`));
    // Formats whose template is the directory itself.
    if (explainedFormatNames.some((format) => explainedSources[format].inDirectory(names) === '.'))
      found.push(name);
  }
  return found.sort().slice(0, 5);
}

async function fileNames(host: Pick<Host, 'fileSystem'>, directory: string): Promise<readonly string[]> {
  const entries = await readableEntries(host.fileSystem, directory);
  return entries.filter(({ kind }) => kind !== 'directory').map(({ name }) => name);
}
