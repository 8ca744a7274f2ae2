import { compareStrings } from '../bytes/compare.js';

/**
 * Parses the release from go's own output or from user input: `1.26.8` from `go1.26.8`, `1.26.8`, `go1.26.8
 * X:boringcrypto` or `go1.26.8-custom`. Undefined for development versions and anything else.
 */
export function parseGoVersion(text: string): string | undefined {
  return /^(?:go)?(\d+\.\d+(?:\.\d+)?(?:(?:rc|beta)\d+)?)(?=$|[\s-])/.exec(text.trim())?.[1];
}

/**
 * Compares Go versions like go itself. Since 1.21, `1.21` is the language version, older than any of its releases:
 * 1.21 < 1.21beta1 < 1.21rc1 < 1.21.0 < 1.21.1. Before, it was a release: 1.20rc1 < 1.20 = 1.20.0. An invalid version
 * is older than any other.
 *
 * @returns negative if `a` is older, 0 if both are equal, else positive
 */
export function compareGoVersions(a: string, b: string): number {
  return compareLists(goVersionParts(a), goVersionParts(b));
}

const stages: ReadonlyMap<string, number> = new Map([
  ['language', 0],
  ['beta', 1],
  ['rc', 2],
  ['release', 3],
]);

function goVersionParts(version: string): number[] {
  const match = /^(?:go)?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:(rc|beta)(\d+))?(?=$|[\s-])/.exec(version);
  if (match === null) return [-1];
  const [, major = '0', minor = '0', patch, preStage, preNumber = '0'] = match;
  const isLanguage = patch === undefined && Number(major) === 1 && Number(minor) >= 21;
  const stage = preStage ?? (isLanguage ? 'language' : 'release');
  return [Number(major), Number(minor), Number(patch ?? 0), stages.get(stage) ?? 0, Number(preNumber)];
}

/**
 * Compares module versions as semantic versions: pre-releases, including pseudo-versions, come before their release,
 * and `+incompatible` is ignored. An invalid version (`(devel)`, empty) is older than any other.
 *
 * @returns negative if `a` is older, 0 if both are equal, else positive
 */
export function compareModuleVersions(a: string, b: string): number {
  const [left, right] = [parseModuleVersion(a), parseModuleVersion(b)];
  const release = compareLists(left.release, right.release);
  if (release !== 0) return release;
  if (left.identifiers.length === 0 || right.identifiers.length === 0) {
    return Math.sign(right.identifiers.length - left.identifiers.length);
  }
  for (let index = 0; index < Math.max(left.identifiers.length, right.identifiers.length); index += 1) {
    const order = compareIdentifiers(left.identifiers[index], right.identifiers[index]);
    if (order !== 0) return order;
  }
  return 0;
}

interface ModuleVersion {
  readonly release: readonly number[];
  readonly identifiers: readonly string[];
}

const moduleVersion = /^v(\d+)(?:\.(\d+)(?:\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?)?)?$/;

function parseModuleVersion(version: string): ModuleVersion {
  const match = moduleVersion.exec(version);
  if (match === null) return { release: [-1], identifiers: [] };
  const [, major = '0', minor = '0', patch = '0', preRelease] = match;
  return {
    release: [Number(major), Number(minor), Number(patch)],
    identifiers: preRelease === undefined ? [] : preRelease.split('.'),
  };
}

// Numbers come before words, and a list comes before a longer list with the same start.
function compareIdentifiers(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  if (isNumberA && a.length !== b.length) return a.length - b.length;
  return compareStrings(a, b);
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
