import type { BuildFile } from './build-command.js';

/** The kind of a file by its name: a build file, a makefile include, a go.mod; null if its name matches none. */
export function buildFileKind(
  path: string,
): Exclude<BuildFile, 'shell script' | 'serverless-go-plugin'> | 'include' | 'go.mod' | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^(?:GNUmakefile|[Mm]akefile)$/.test(name)) return 'Makefile';
  if (/\.mk$|\.make$|^[Mm]akefile\.[\w-]+$/.test(name)) return 'include';
  if (/^[Tt]askfile(?:\.[\w-]+)?\.ya?ml$/.test(name)) return 'Taskfile';
  if (name === 'package.json') return 'package.json';
  if (/^buildspec[\w.-]*\.ya?ml$/i.test(name)) return 'buildspec';
  if (/(?:^|\/)\.github\/(?:workflows\/[^/]+|actions\/(?:.+\/)?action)\.ya?ml$/.test(path))
    return 'GitHub workflow';
  if (/^\.gitlab-ci[\w.-]*\.ya?ml$/.test(name)) return 'GitLab CI';
  return name === 'go.mod' ? 'go.mod' : null;
}

/** Whether a file may be a shell script: by its extension, or because it has none and may begin with `#!`. */
export function mayBeScript(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.(?:ba|z|k)?sh$/.test(name) || !name.includes('.');
}
