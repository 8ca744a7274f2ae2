import { dirname, relative } from 'pathe';
import { failure } from '../diagnostics/lambdazip-error.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { listProject, type ProjectFiles, projectFileLimit, TooManyFiles } from '../project/project-files.js';
import { findTemplates } from './find-templates.js';
import { findProjectRoot } from './project-root.js';

/** The files of a project, and which of them a call is about. */
export interface OpenedTemplates {
  readonly project: ProjectFiles;
  /** Files or, for Terraform, directories; relative to the project's root. */
  readonly files: readonly string[];
  /** The working directory, relative to the project's root. */
  readonly workingDirectory: string;
}

/**
 * Finds the templates of a call and lists the project that they are part of.
 *
 * @param named relative to the working directory; none: the one template that is there
 * @throws LambdazipError `template-not-found`, `template-ambiguous`, `template-unreadable`, `template-project-too-large`
 */
export async function openTemplates(
  host: Host,
  named: readonly string[],
  signal: AbortSignal | undefined,
): Promise<OpenedTemplates> {
  const paths = await findTemplates(host, named);
  const start = await host.fileSystem.realPath(host.workingDirectory);
  const root = await findProjectRoot(host, start, paths.map(dirname));
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
