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

/** The names of templates that are found in a working directory without arguments. */
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

/** Names of templates that exist but cannot be read. */
const programNames: readonly string[] = ['serverless.ts', 'serverless.js'];

/**
 * Finds the templates of a command, with links in their directories resolved.
 *
 * @param named as written by the user, relative to the working directory; empty for the only template there
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
 * Files around a template are read with it, so a template in a different repository is refused, and so is one that is
 * in the project only through a symbolic link.
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
 * The template in a directory; `.` if it is the directory itself.
 *
 * @param shown the directory as shown in messages; undefined for the working directory
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

/** Suggestions for a directory without a template: a few of its subdirectories. */
async function templatesBelow(host: Pick<Host, 'fileSystem'>, directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, kind } of await readableEntries(host.fileSystem, directory)) {
    if (kind !== 'directory' || isPassedOver(name)) continue;
    const names = await fileNames(host, join(directory, name));
    found.push(...templateNames.filter((each) => names.includes(each)).map((each) => `${name}/${each}`));
    // The directory itself is the template.
    if (explainedFormatNames.some((format) => explainedSources[format].inDirectory(names) === '.'))
      found.push(name);
  }
  return found.sort().slice(0, 5);
}

async function fileNames(host: Pick<Host, 'fileSystem'>, directory: string): Promise<readonly string[]> {
  const entries = await readableEntries(host.fileSystem, directory);
  return entries.filter(({ kind }) => kind !== 'directory').map(({ name }) => name);
}
