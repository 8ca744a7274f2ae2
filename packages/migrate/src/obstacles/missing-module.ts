import type { Host } from '@lambdazip/core/internal';
import {
  compareStrings,
  directoriesOf,
  lambdaLibrary,
  type ProjectFiles,
  readGoSource,
} from '@lambdazip/core/internal';
import { dirname, join } from 'pathe';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { grouped } from '../evidence/grouped.js';
import type { MovedProgram } from './moved-program.js';

/** Predecessors of modules, and their names. */
const forerunners = [
  ['Gopkg.toml', 'dep (Gopkg.toml)'],
  ['Gopkg.lock', 'dep (Gopkg.lock)'],
  ['glide.yaml', 'glide (glide.yaml)'],
  ['Godeps/Godeps.json', 'godep (Godeps)'],
  ['vendor/vendor.json', 'govendor (vendor/vendor.json)'],
  ['vendor', 'a vendor directory'],
] as const;

/** Programs without a go.mod in their directory or a parent directory: one diagnostic for each directory that needs one. */
export async function findMissingModules(
  programs: readonly MovedProgram[],
  project: ProjectFiles,
  host: Pick<Host, 'fileSystem'>,
): Promise<readonly MigrationDiagnostic[]> {
  const without = programs.filter(({ module }) => module === null);
  const places = await Promise.all(without.map(({ directory }) => forerunnerAbove(directory, project, host)));
  const findings: MigrationDiagnostic[] = [];
  for (const [directory, group] of grouped(without.entries(), ([index]) => places[index]?.directory ?? '.')) {
    const place = places[group[0]?.[0] ?? 0];
    const path = await modulePath(directory, project);
    const commands = [
      ...(directory === '.' ? [] : [`cd ${directory}`]),
      `go mod init ${path}`,
      `go get ${lambdaLibrary}@latest`,
      'go mod tidy',
    ];
    const handlers = [...new Set(group.map(([, { handler }]) => handler))];
    const values = { directory: project.display(directory), found: place?.found ?? null, commands };
    const file = place === undefined ? null : project.display(join(directory, place.file));
    findings.push(diagnose('migrate-no-module', values, { file, line: null, column: null }, handlers));
  }
  return findings;
}

interface Forerunner {
  readonly directory: string;
  readonly file: string;
  readonly found: string;
}

async function forerunnerAbove(
  directory: string,
  project: ProjectFiles,
  host: Pick<Host, 'fileSystem'>,
): Promise<Forerunner | undefined> {
  for (let place = directory; ; place = dirname(place)) {
    for (const [file, found] of forerunners) {
      const path = join(project.root, place, file);
      if ((await host.fileSystem.stat(path)) !== undefined) return { directory: place, file, found };
    }
    if (place === '.' || place === '/') return undefined;
  }
}

/**
 * The path for a new module: the prefix by which its packages are imported, otherwise git's remote, otherwise its
 * directory. With any other path, existing imports would not resolve.
 */
async function modulePath(directory: string, project: ProjectFiles): Promise<string> {
  const remote = await remotePath(project);
  const below = directory === '.' ? '' : `/${directory}`;
  const imported = await importedAs(directory, project);
  if (remote !== undefined && (imported.size === 0 || imported.has(`${remote}${below}`)))
    return `${remote}${below}`;
  const [most] = [...imported].sort(([a, left], [b, right]) => right - left || compareStrings(a, b));
  const name = join(project.root, directory).split('/').at(-1) ?? '';
  return most?.[0] ?? remote ?? (name.replace(/[^A-Za-z0-9._~-]/g, '-') || 'handlers');
}

async function remotePath(project: ProjectFiles): Promise<string | undefined> {
  const config = (await project.read('.git/config')) ?? '';
  const url = /\[remote "origin"\][^[]*?^[ \t]*url[ \t]*=[ \t]*(\S+)/m.exec(config)?.[1];
  const [, host, path] =
    /^(?:[a-z+]+:\/\/)?(?:[^/@]*@)?([A-Za-z0-9.-]+\.[A-Za-z]+)(?::\d+)?[/:](.+?)(?:\.git)?\/?$/.exec(
      url ?? '',
    ) ?? [];
  return host === undefined || path === undefined ? undefined : `${host}/${path}`;
}

/** Import path prefixes of the packages in a directory, with the number of imports that use each. */
async function importedAs(directory: string, project: ProjectFiles): Promise<ReadonlyMap<string, number>> {
  const inside = (file: string): boolean => directory === '.' || file.startsWith(`${directory}/`);
  const files = project.files.filter((file) => file.endsWith('.go') && inside(file));
  const below = directoriesOf(files)
    .filter((each) => each !== '.' && each !== directory && inside(each))
    .map((each) => (directory === '.' ? each : each.slice(directory.length + 1)));
  const counts = new Map<string, number>();
  for (const file of files) {
    for (const path of readGoSource((await project.read(file)) ?? '').imports) {
      // Libraries have packages with common names: `events`, `models`.
      if (!/^[^/]+\.[^/]+\//.test(path) || /^(github\.com\/aws|golang\.org|gopkg\.in)\//.test(path)) continue;
      const found = below.filter((each) => path.endsWith(`/${each}`)).sort((a, b) => b.length - a.length)[0];
      if (found === undefined) continue;
      const prefix = path.slice(0, -found.length - 1);
      counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  return counts;
}
