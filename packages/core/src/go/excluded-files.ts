import { compareStrings } from '../bytes/compare.js';
import type { Excluded, ExcludedFile, Remedy } from '../diagnostics/excluded.js';
import {
  architectureNames,
  architectureOfGoarch,
  architectures,
  type Goarch,
} from '../lambda/architectures.js';
import { buildConstraintIn } from './build-constraint.js';
import { type GoSource, readGoSource } from './go-source.js';
import { lambdaArchitectures, otherArchitectures, otherSystems, platformInName } from './platforms.js';
import { compareGoVersions } from './versions.js';

/** The settings that determine whether go builds a file. */
export interface FileTarget {
  readonly architecture: Goarch;
  /** GOARM64 or GOAMD64, depending on the architecture; null for go's default. */
  readonly microarchitecture: string | null;
  readonly tags: readonly string[];
  readonly cgo: boolean;
  /** The Go release that compiles, such as `1.26.8`. */
  readonly goVersion: string;
}

export interface NamedSource {
  readonly name: string;
  readonly source: GoSource;
}

/** Why a build excludes the files of a main package, and how to include them. */
export interface ExcludedMain {
  readonly exclusion: Excluded;
  /** The import paths of all files. */
  readonly imports: readonly string[];
}

/**
 * Explains why go excludes a main package: none of its files is part of the build. go decides which files to exclude,
 * so pass only files that it excluded.
 *
 * @param isOwnPackage false if go found a different package in the directory, in which `ignore` marks scripts
 * @returns undefined if the files do not contain a program that a different build could include
 */
export function explainExcluded(
  files: readonly { readonly name: string; readonly text: string }[],
  target: FileTarget,
  isOwnPackage: boolean,
): ExcludedMain | undefined {
  const mains = files
    .map(({ name, text }) => ({ name, source: readGoSource(text) }))
    .filter(({ name, source }) => source.packageName === 'main' && !name.endsWith('_test.go'))
    .filter(({ source }) => isOwnPackage || !isScript(source))
    .sort((a, b) => compareStrings(a.name, b.name));
  if (!mains.some(({ source }) => source.hasMain)) return undefined;
  const asked = new Set(mains.flatMap(({ source }) => buildConstraintIn(source.header)?.tags ?? []));
  const shownTags = target.tags.filter((tag) => tag !== 'lambda.norpc' || asked.has(tag));
  const isAboutTags = [...asked].some((tag) => !isDecided(tag));
  return {
    exclusion: {
      target: `linux/${target.architecture}`,
      tags: isAboutTags ? shownTags : [],
      excluded: mains.map((file) => ({ name: file.name, ...reasonOf(file, target) })),
      remedies: remediesOf(mains, target),
    },
    imports: [...new Set(mains.flatMap(({ source }) => source.imports))],
  };
}

function isScript(source: GoSource): boolean {
  return buildConstraintIn(source.header)?.tags.includes('ignore') === true;
}

type Reason = Omit<ExcludedFile, 'name'>;

function reasonOf(file: NamedSource, target: FileTarget): Reason {
  return (
    nameReason(file.name) ??
    suffixReason(file.name, target) ??
    constraintReason(file.source, target) ??
    cgoReason(file.source, target) ?? { by: 'unknown', value: null }
  );
}

/** go ignores files with such names, regardless of their content. */
function nameReason(name: string): Reason | undefined {
  return /^[._]/.test(name) ? { by: 'prefix', value: name.charAt(0) } : undefined;
}

function suffixReason(name: string, target: FileTarget): Reason | undefined {
  const { system, architecture } = platformInName(name);
  if (architecture !== null && architecture !== target.architecture)
    return { by: 'architecture', value: architecture };
  return system !== null && system !== 'linux' ? { by: 'system', value: system } : undefined;
}

function constraintReason(source: GoSource, target: FileTarget): Reason | undefined {
  const constraint = buildConstraintIn(source.header);
  return constraint === undefined || constraint.holds((tag) => isSet(tag, target)) !== false
    ? undefined
    : { by: 'constraint', value: constraint.line };
}

function cgoReason({ imports }: GoSource, { cgo }: FileTarget): Reason | undefined {
  return !cgo && imports.includes('C') ? { by: 'cgo', value: null } : undefined;
}

// --- Remedies ---

interface Change {
  readonly remedy: Remedy;
  readonly apply: (target: FileTarget) => FileTarget;
  /** Whether the change makes the file's prefix acceptable to go. */
  readonly renames?: boolean;
}

/** The smallest set of changes with which go would build one of the files. */
function remediesOf(files: readonly NamedSource[], target: FileTarget): readonly Remedy[] {
  const changes = changesFor(files, target);
  const sets = [...Array(2 ** changes.length).keys()]
    .map((bits) => changes.filter((_, index) => (bits & (2 ** index)) !== 0))
    .sort((a, b) => a.length - b.length);
  // A file that is excluded for an unknown reason may stay excluded.
  const explained = files.filter((file) => !isBuilt(file, target, false));
  for (const set of sets) {
    const changed = set.reduce((before, { apply }) => apply(before), target);
    const renamed = set.some(({ renames }) => renames === true);
    if (explained.some((file) => isBuilt(file, changed, renamed))) return set.map(({ remedy }) => remedy);
  }
  return [];
}

function isBuilt({ name, source }: NamedSource, target: FileTarget, isRenamed: boolean): boolean {
  return (
    (isRenamed || nameReason(name) === undefined) &&
    suffixReason(name, target) === undefined &&
    constraintReason(source, target) === undefined &&
    cgoReason(source, target) === undefined
  );
}

function changesFor(files: readonly NamedSource[], target: FileTarget): readonly Change[] {
  const asked = new Set(files.flatMap(({ source }) => buildConstraintIn(source.header)?.tags ?? []));
  const changes: Change[] = [
    ...architectureNames
      .map((name) => ({ name, architecture: architectures[name].goarch }))
      .filter(({ architecture }) => architecture !== target.architecture)
      .map(
        ({ name, architecture }): Change => ({
          remedy: { change: 'architecture', values: [name] },
          apply: (before) => ({ ...before, architecture, microarchitecture: null }),
        }),
      ),
    { remedy: { change: 'cgo', values: ['true'] }, apply: (before) => ({ ...before, cgo: true }) },
  ];
  const wanted = [...asked].filter(
    (tag) => !isDecided(tag) && tag !== 'ignore' && !target.tags.includes(tag),
  );
  if (wanted.length > 0) {
    changes.push({
      remedy: { change: 'tags', values: [...target.tags.filter(isOwnTag), ...wanted] },
      apply: (before) => ({ ...before, tags: [...before.tags, ...wanted] }),
    });
  }
  const unwanted = target.tags.filter((tag) => asked.has(tag) && isOwnTag(tag));
  if (unwanted.length > 0) {
    changes.push({
      remedy: { change: 'without-tags', values: unwanted },
      apply: (before) => without(before, unwanted),
    });
  }
  if (target.tags.includes('lambda.norpc') && asked.has('lambda.norpc')) {
    changes.push({
      remedy: { change: 'norpc', values: ['false'] },
      apply: (before) => without(before, ['lambda.norpc']),
    });
  }
  const newest = [...asked]
    .filter((tag) => releaseTag.test(tag))
    .map((tag) => tag.slice(2))
    .sort(compareGoVersions)
    .at(-1);
  if (newest !== undefined && compareGoVersions(target.goVersion, newest) < 0) {
    changes.push({
      remedy: { change: 'version', values: [newest] },
      apply: (before) => ({ ...before, goVersion: newest }),
    });
  }
  const hidden = files.filter(({ name }) => nameReason(name) !== undefined).map(({ name }) => name);
  if (hidden.length > 0) {
    changes.push({
      remedy: { change: 'rename', values: hidden },
      apply: (before) => before,
      renames: true,
    });
  }
  return changes;
}

function without(target: FileTarget, tags: readonly string[]): FileTarget {
  return { ...target, tags: target.tags.filter((tag) => !tags.includes(tag)) };
}

function isOwnTag(tag: string): boolean {
  return tag !== 'lambda.norpc';
}

// --- Tags ---

const releaseTag = /^go1\.\d+$/;

/** The architecture and the rank of a tag such as `arm64.v8.2`; undefined for other tags. */
function levelOf(tag: string): { readonly architecture: Goarch; readonly rank: number } | undefined {
  const [, prefix, level = ''] = /^([^.]+)\.([^,]+)$/.exec(tag) ?? [];
  const name = architectureNames.find((each) => architectures[each].goarch === prefix);
  if (name === undefined) return undefined;
  const { goarch, microarchitecture } = architectures[name];
  const rank = microarchitecture.rankOf(level);
  return rank === undefined ? undefined : { architecture: goarch, rank };
}

/** Whether a tag is determined by the target, not by `go.tags`. */
function isDecided(tag: string): boolean {
  return (
    ['linux', 'unix', 'gc', 'gccgo', 'cgo'].includes(tag) ||
    lambdaArchitectures.has(tag) ||
    otherSystems.has(tag) ||
    otherArchitectures.has(tag) ||
    releaseTag.test(tag) ||
    levelOf(tag) !== undefined ||
    tag.startsWith('goexperiment.')
  );
}

function isSet(tag: string, target: FileTarget): boolean {
  if (target.tags.includes(tag) || ['linux', 'unix', 'gc', target.architecture].includes(tag)) return true;
  if (tag === 'cgo') return target.cgo;
  if (releaseTag.test(tag)) return compareGoVersions(target.goVersion, tag.slice(2)) >= 0;
  const level = levelOf(tag);
  if (level?.architecture !== target.architecture) return false;
  const { baseline, rankOf } = architectures[architectureOfGoarch(target.architecture)].microarchitecture;
  return (rankOf(target.microarchitecture ?? baseline) ?? 0) >= level.rank;
}
