import { isAbsolute, join } from 'pathe';
import { failure } from '../diagnostics/lambdazip-error.js';
import type { Host } from '../ports/host.js';

/** The names that a template is found by, in a working directory where none was named. */
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

/** Names that are those of a template too, and cannot be read. */
const programNames: readonly string[] = ['serverless.ts', 'serverless.js'];

/**
 * The templates that a call is about, with links in their directories resolved.
 *
 * @param named as the user wrote them, relative to the working directory; none: the one that is there
 * @returns absolute paths
 * @throws LambdazipError `template-not-found`, `template-ambiguous`
 */
export async function findTemplates(host: Host, named: readonly string[]): Promise<readonly string[]> {
  const paths = named.length > 0 ? named : [await onlyTemplate(host)];
  const found: string[] = [];
  for (const path of paths) {
    const absolute = isAbsolute(path) ? path : join(host.workingDirectory, path);
    const info = await host.fileSystem.stat(absolute);
    if (info === undefined) throw failure('template-not-found', { where: `there is no file ${path}` });
    found.push(await host.fileSystem.realPath(absolute));
  }
  return [...new Set(found)];
}

async function onlyTemplate(host: Host): Promise<string> {
  if ((await host.fileSystem.stat(host.workingDirectory))?.kind !== 'directory') {
    throw failure('template-not-found', { where: `there is no directory ${host.workingDirectory}` });
  }
  const entries = await host.fileSystem.readDirectory(host.workingDirectory);
  const names = entries.filter(({ kind }) => kind !== 'directory').map(({ name }) => name);
  const found = [...templateNames, ...programNames].filter((name) => names.includes(name));
  const [first, second] = found;
  if (first === undefined) {
    if (names.some((name) => name.endsWith('.tf'))) return '.';
    throw failure('template-not-found', {
      where: `none of ${templateNames.join(', ')} is in this directory`,
    });
  }
  if (second !== undefined) throw failure('template-ambiguous', { names: found });
  return first;
}
