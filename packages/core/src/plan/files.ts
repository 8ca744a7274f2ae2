import { isAbsolute, join, normalize, relative } from 'pathe';
import { diagnose } from '../diagnostics/diagnose.js';
import {
  compileFileGlob,
  type FileGlob,
  fileGlobBase,
  GlobProblem,
  hasFileGlob,
  matchesFileGlob,
} from '../globs/file-glob.js';
import type { FileSpec } from '../manifest/manifest.js';
import type { PlannedFile } from './build-plan.js';
import type { PlanContext } from './context.js';
import { checkSpelling } from './spelling.js';

interface FilesContext extends Pick<PlanContext, 'host' | 'directory' | 'listings' | 'report' | 'signal'> {
  /** The absolute path of the output directory. */
  readonly outDir: string;
}

/** Finds the other files of an archive on disk. Refuses links, and files outside the manifest's directory. */
export async function findFiles(specs: readonly FileSpec[], context: FilesContext): Promise<PlannedFile[]> {
  const found: PlannedFile[] = [];
  for (const spec of specs) {
    if (isOutside(spec.source)) {
      context.report(diagnose('file-outside', { source: spec.source }, spec.sourceLocation));
    } else if (spec.key.endsWith('/')) {
      found.push(...(await globFiles(spec, context)));
    } else {
      const file = await oneFile(spec, context);
      if (file !== undefined) found.push(file);
    }
  }
  return found;
}

function isOutside(source: string): boolean {
  return isAbsolute(source) || source.includes('\\') || normalize(source).split('/')[0] === '..';
}

async function oneFile(spec: FileSpec, context: FilesContext): Promise<PlannedFile | undefined> {
  const { source, sourceLocation } = spec;
  if (!(await checkSpelling(source, sourceLocation, context))) return undefined;
  const path = join(context.directory, source);
  const link = await hasLink(source, context);
  if (link) {
    context.report(diagnose('file-is-link', { source }, sourceLocation));
    return undefined;
  }
  const info = await context.host.fileSystem.lstat(path);
  if (info === undefined) {
    context.report(diagnose('file-missing', { source }, sourceLocation));
    return undefined;
  }
  if (info.kind !== 'file') {
    const kind = info.kind === 'directory' ? 'a directory' : 'a socket, device or pipe';
    context.report(diagnose('file-not-regular', { source, kind }, sourceLocation));
    return undefined;
  }
  return { entry: spec.key, source: path, mode: spec.mode };
}

async function globFiles(spec: FileSpec, context: FilesContext): Promise<PlannedFile[]> {
  const pattern = normalize(spec.source);
  // A plain directory matches everything in it.
  const isGlob = hasFileGlob(pattern);
  const start = isGlob ? fileGlobBase(pattern) : pattern;
  const glob = readGlob(pattern, spec, context);
  if (glob === undefined) return [];
  const matches = (path: string): boolean => matchesFileGlob(glob, path);
  const found: PlannedFile[] = [];
  if (!(await checkSpelling(start, spec.sourceLocation, context))) return [];
  if (await hasLink(start, context)) {
    context.report(diagnose('file-is-link', { source: start }, spec.sourceLocation));
    return [];
  }
  const root = join(context.directory, start);
  if ((await context.host.fileSystem.lstat(root))?.kind === 'directory') await walk(root);
  if (found.length === 0)
    context.report(diagnose('file-no-match', { source: spec.source }, spec.sourceLocation));
  return found;

  async function walk(directory: string): Promise<void> {
    context.signal?.throwIfAborted();
    for (const { name, kind } of await context.listings.entries(directory)) {
      const path = `${directory}/${name}`;
      const place = relative(context.directory, path);
      if (kind === 'directory') {
        await walk(path);
      } else if ((!isGlob || matches(place)) && !isOwnOutput(path, context.outDir)) {
        if (kind === 'file') {
          found.push({ entry: spec.key + relative(root, path), source: path, mode: spec.mode });
        } else if (kind === 'link') {
          context.report(diagnose('file-is-link', { source: place }, spec.sourceLocation));
        } else {
          const values = { source: place, kind: 'a socket, device or pipe' };
          context.report(diagnose('file-not-regular', values, spec.sourceLocation));
        }
      }
    }
  }
}

function readGlob(pattern: string, spec: FileSpec, context: FilesContext): FileGlob | undefined {
  try {
    return compileFileGlob(pattern);
  } catch (error) {
    if (!(error instanceof GlobProblem)) throw error;
    const values = { source: spec.source, reason: error.message };
    context.report(diagnose('file-glob-invalid', values, spec.sourceLocation));
    return undefined;
  }
}

// Packing the previous build's archive would make every build differ.
function isOwnOutput(path: string, outDir: string): boolean {
  return (
    path.startsWith(`${outDir}/`) &&
    /\.zip$|\/\.lambdazip\.(lock|journal|journal-done|journal-new)$|\/\.[^/]*\.tmp$/.test(path)
  );
}

// Checks every segment of the path below the manifest's directory: a link to a directory is a link too.
async function hasLink(source: string, { host, directory }: FilesContext): Promise<boolean> {
  let path = directory;
  for (const segment of normalize(source).split('/')) {
    path = `${path}/${segment}`;
    if ((await host.fileSystem.lstat(path))?.kind === 'link') return true;
  }
  return false;
}
