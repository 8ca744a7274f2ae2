import type { ProjectFiles } from '@lambdazip/core/internal';
import { fileSystemErrorCode, fileSystemReason } from '@lambdazip/core/internal';
import { dirname, extname, isAbsolute, join } from 'pathe';
import { parseSource } from '../../documents/parse-source.js';
import type { SourceDocument } from '../../documents/source-node.js';

/** The file that `${file(path)}` refers to. */
export type IncludedFile =
  | { readonly kind: 'read'; readonly document: SourceDocument }
  /** The file does not exist: the fallback applies. */
  | { readonly kind: 'absent'; readonly reason: string }
  /** The file exists, but its content is unknown. `reason` is a phrase. */
  | { readonly kind: 'closed'; readonly reason: string };

/** Included files by their path relative to the project's root. */
export type IncludedFiles = ReadonlyMap<string, IncludedFile>;

/** The path of `${file(path)}`: relative to the service's directory, also in included files. */
export function includedPath(service: SourceDocument, path: string): string {
  return isAbsolute(path) ? path : join(dirname(service.file), path);
}

/** Reads an included file. */
export async function readIncluded(project: ProjectFiles, path: string): Promise<IncludedFile> {
  if (isAbsolute(path) || path.startsWith('~') || path === '..' || path.startsWith('../'))
    return { kind: 'closed', reason: 'outside the project' };
  const extension = extname(path).toLowerCase();
  const program = /^\.[cm]?[jt]s$/.test(extension);
  if (program && project.files.includes(path))
    return {
      kind: 'closed',
      reason: 'it is a program, and lambdazip does not run programs',
    };
  let text: string | undefined;
  try {
    text = program ? undefined : await project.read(path);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return { kind: 'closed', reason: fileSystemReason(error) };
  }
  if (text === undefined && project.files.includes(path))
    return { kind: 'closed', reason: 'larger than 2 MiB' };
  if (project.outside().some((each) => each.path === path))
    return { kind: 'closed', reason: 'a symbolic link leads out of the project' };
  if (text === undefined) return { kind: 'absent', reason: 'file not found' };
  if (!['.yml', '.yaml', '.json', '.tfstate'].includes(extension))
    return { kind: 'closed', reason: 'neither YAML nor JSON' };
  const reading = parseSource(path, text);
  if (reading.kind === 'read') return reading;
  const { line, column, message } = reading.problem;
  return { kind: 'closed', reason: `line ${line}, column ${column}: ${message}` };
}
