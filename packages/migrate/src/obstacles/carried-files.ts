import type { Host, Location, ProjectFiles } from '@lambdazip/core/internal';
import { basename, dirname, join, normalize, relative } from 'pathe';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { diagnose } from '../diagnostics/diagnose.js';
import type { BuildEvidence } from '../evidence/build-command.js';
import { grouped } from '../evidence/grouped.js';
import { copiedFiles } from './copied-files.js';
import type { GoFile } from './go-file.js';
import type { MovedProgram } from './moved-program.js';
import { packagedFiles } from './packaged-files.js';

/** The files in old packages other than programs. */
export interface CarriedFiles {
  /**
   * For `files` of the manifest: the path in the archive, and a file, or a glob if the path ends in `/`. Relative to the
   * root.
   */
  readonly files: Readonly<Record<string, string>>;
  /** Files that the user has to check. */
  readonly diagnostics: readonly MigrationDiagnostic[];
}

/** Further files are counted, not listed. */
const named = 5;

/**
 * Finds the files in old packages other than programs. Files that build lines copied there go into the manifest; files that
 * were only in the directory are reported.
 */
export async function findCarriedFiles(
  programs: readonly MovedProgram[],
  sources: readonly GoFile[],
  evidence: BuildEvidence,
  project: ProjectFiles,
  host: Pick<Host, 'fileSystem'>,
): Promise<CarriedFiles> {
  const copied = copiedFiles(programs, evidence, project);
  const taken = new Set(Object.values(copied.files));
  const isTaken = (file: string): boolean =>
    taken.has(file) || [...taken].some((glob) => glob.endsWith('/**') && file.startsWith(glob.slice(0, -2)));
  const diagnostics = [...copied.diagnostics];
  const said = new Set<string>();
  for (const [place, group] of grouped(programs, packagePlace)) {
    if (place === null) continue;
    const { files, isListed } = packagedFiles(place, group, project);
    const isMeant = isListed || isOutputDirectory(place, project) ? () => true : mentionedIn(sources);
    const found: string[] = [];
    for (const file of files) {
      if (said.has(file) || isTaken(file) || isTool(file) || !isMeant(relative(place, file))) continue;
      if (await isProgram(file, group, project, host)) continue;
      said.add(file);
      found.push(file);
    }
    if (found.length === 0) continue;
    const values = {
      place: project.display(place),
      files: found.slice(0, named).map(project.display),
      key: relative(place, found[0] ?? ''),
      more: Math.max(0, found.length - named),
    };
    diagnostics.push(diagnose('migrate-files', values, locationOf(group), handlersOf(group)));
  }
  return { files: copied.files, diagnostics };
}

/** The directory a function's package is made from, relative to the root; null if it is a zip or unknown. */
function packagePlace({ function: each, base, template }: MovedProgram): string | null {
  const { code } = each;
  if (each.isPackedElsewhere === true) return null;
  if (code.kind === 'service') return dirname(template?.file ?? join(base, '.'));
  if (code.kind !== 'local' || code.path.value.kind !== 'known') return null;
  const { value } = code.path.value;
  return /\.(zip|jar)$/i.test(value) ? null : normalize(join(base, value)).replace(/(?<=.)\/$/, '');
}

function locationOf([first]: readonly MovedProgram[]): Location | undefined {
  if (first === undefined) return undefined;
  const { code, location } = first.function;
  return code.kind === 'local' ? code.path.location : location;
}

function handlersOf(group: readonly MovedProgram[]): string[] {
  return [...new Set(group.map(({ handler }) => handler))];
}

/** A directory without Go sources is an output directory. */
function isOutputDirectory(place: string, { files }: ProjectFiles): boolean {
  return place !== '.' && !files.some((file) => file.startsWith(`${place}/`) && file.endsWith('.go'));
}

/** Files for people and tools, which no handler reads. */
function isTool(file: string): boolean {
  const name = basename(file);
  return (
    /\.(go|zip|md|mod|sum|work|sh|mk|exe)$/i.test(name) ||
    /^(\..*|Makefile|Taskfile\..*|Dockerfile.*|LICEN[CS]E.*|package(-lock)?\.json|yarn\.lock|Gopkg\..*|glide\..*|samconfig\..*|serverless\..*|template\..*)$/i.test(
      name,
    )
  );
}

async function isProgram(
  file: string,
  group: readonly MovedProgram[],
  project: ProjectFiles,
  host: Pick<Host, 'fileSystem'>,
): Promise<boolean> {
  if (group.some(({ handler }) => file === handler || file.endsWith(`/${handler}`))) return true;
  const start = await host.fileSystem.readStart(join(project.root, file), 4).catch(() => new Uint8Array());
  return start[0] === 0x7f && start[1] === 0x45 && start[2] === 0x4c && start[3] === 0x46;
}

/** Whether a string in the code contains the name of a file or of its directory. */
function mentionedIn(sources: readonly GoFile[]): (file: string) => boolean {
  const texts = new Set(
    sources
      .flatMap(({ texts }) => texts)
      .filter((text) => text !== '' && text.length < 300 && !/\s/.test(text))
      .map((text) =>
        text
          .replace(/^\.?\//, '')
          .replace(/^var\/task\//, '')
          .replace(/\/?\*?$/, ''),
      ),
  );
  return (file) => {
    const directory = dirname(file);
    const asPattern = join(directory, `*${/\.[^.]*$/.exec(file)?.[0] ?? ''}`);
    return (
      texts.has(file) ||
      (basename(file).includes('.') && texts.has(basename(file))) ||
      texts.has(asPattern) ||
      (directory !== '.' && texts.has(directory))
    );
  };
}
