import type { ProjectFiles } from '@lambdazip/core/internal';
import { dotted } from '@lambdazip/core/internal';
import { isAbsolute, join, relative } from 'pathe';
import { failure } from '../diagnostics/diagnose.js';
import type { CandidateTarget } from './decision.js';

/**
 * Converts the packages and templates of `--map` from relative to the working directory to relative to the project's root.
 * A package that is not a directory or file of the project is an import path, and is kept.
 *
 * @param workingDirectory relative to the root
 * @throws LambdazipError `migrate-map-twice`
 */
export function mapFromRoot(
  map: Readonly<Record<string, string>>,
  workingDirectory: string,
  project: ProjectFiles,
): Readonly<Record<string, string>> {
  const spellings = new Map<string, string>();
  const packages = new Map<string, string>();
  for (const [spelling, value] of Object.entries(map)) {
    const [key, target] = [keyFromRoot(spelling), fromRoot(value)];
    const other = spellings.get(key);
    if (other !== undefined && packages.get(key) !== target) {
      throw failure('migrate-map-twice', { key: spelling, other });
    }
    spellings.set(key, spelling);
    packages.set(key, target);
  }
  return Object.fromEntries(packages);

  /** `stacks/logs.yaml:Function`; a Handler may contain a colon, too. */
  function keyFromRoot(key: string): string {
    const end = key.lastIndexOf(':');
    if (end < 1) return key;
    const file = within(key.slice(0, end));
    return project.files.includes(file) ? `${file}${key.slice(end)}` : key;
  }

  function fromRoot(value: string): string {
    if (value.endsWith('.go'))
      return value
        .split(',')
        .map((file) => within(file.trim()))
        .join(',');
    const path = within(value);
    const isThere = project.files.some((file) => path === '.' || file.startsWith(`${path}/`));
    return isThere || /^[./]/.test(value) ? path : value;
  }

  function within(path: string): string {
    if (isAbsolute(path)) return relative(project.root, path) || '.';
    return join(workingDirectory, path).replace(/(?<=.)\/$/, '') || '.';
  }
}

/**
 * A main package in the form that `--map` takes.
 *
 * @param display makes a path of the project relative to the working directory
 */
export function shownTarget(target: CandidateTarget, display: (path: string) => string): string {
  const paths = target.kind === 'directory' ? [target.path] : target.files;
  return paths.map((path) => dotted(display(path))).join(',');
}
