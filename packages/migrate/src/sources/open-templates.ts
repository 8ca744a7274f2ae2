import type { Host } from '@lambdazip/core/internal';
import {
  fileSystemErrorCode,
  fileSystemReason,
  findProjectRoot,
  isInside,
  listProject,
  type ProjectFiles,
  projectFileLimit,
  repositoryAbove,
  TooManyFiles,
} from '@lambdazip/core/internal';
import { dirname, join, relative } from 'pathe';
import { failure } from '../diagnostics/diagnose.js';
import { findTemplates } from './find-templates.js';

/** The files of a project, and the templates of a command. */
export interface OpenedTemplates {
  readonly project: ProjectFiles;
  /** Files or, for Terraform, directories; relative to the project's root. */
  readonly files: readonly string[];
  /** The working directory, relative to the project's root. */
  readonly workingDirectory: string;
}

/**
 * Finds the templates of a command and lists the files of their project.
 *
 * @param named relative to the working directory; empty for the template in the working directory
 * @param manifest relative to the working directory; its directory, existing or not, is part of the project too
 * @throws LambdazipError `template-not-found`, `template-ambiguous`, `template-unreadable`, `template-project-too-large`
 */
export async function openTemplates(
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  named: readonly string[],
  signal: AbortSignal | undefined,
  manifest = '.',
): Promise<OpenedTemplates> {
  const paths = await findTemplates(host, named);
  const start = await host.fileSystem.realPath(host.workingDirectory);
  const beside = await nearestDirectory(host, join(start, dirname(manifest)));
  const top = (await repositoryAbove(host, start)) ?? (await findProjectRoot(host, start, []));
  // A manifest outside the project, through a link or its path, does not make its directory part of it.
  const isOutside =
    !isInside(beside, top) &&
    (isInside(join(start, dirname(manifest)), top) || (await repositoryAbove(host, start)) !== undefined);
  const directories: string[] = isOutside ? [] : [beside];
  // A Terraform module is named by its directory.
  for (const path of paths) directories.push(await nearestDirectory(host, path));
  const root = await findProjectRoot(host, start, directories);
  try {
    const project = await listProject(host, root, signal);
    const within = (path: string): string => relative(root, path) || '.';
    return { project, files: paths.map(within), workingDirectory: within(start) };
  } catch (error) {
    const directory = relative(host.workingDirectory, root) || '.';
    if (error instanceof TooManyFiles) {
      throw failure('template-project-too-large', { directory, limit: projectFileLimit });
    }
    if (fileSystemErrorCode(error) === undefined) throw error;
    throw failure(
      'template-unreadable',
      { file: directory, reason: fileSystemReason(error) },
      { cause: error },
    );
  }
}

/** A directory or its nearest existing parent, with links resolved. */
async function nearestDirectory(host: Pick<Host, 'fileSystem'>, directory: string): Promise<string> {
  for (let place = directory; ; place = dirname(place)) {
    if ((await host.fileSystem.stat(place))?.kind === 'directory')
      return await host.fileSystem.realPath(place);
    if (dirname(place) === place) return place;
  }
}
