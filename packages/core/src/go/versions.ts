import { compareStrings } from '../bytes/compare.js';

/**
 * The release in what go prints of itself or a user writes: `1.26.8` of `go1.26.8`, `1.26.8`,
 * `go1.26.8 X:boringcrypto`, `go1.26.8-custom`. Undefined for development trees and anything else.
 */
export function parseGoVersion(text: string): string | undefined {
  return /^(?:go)?(\d+\.\d+(?:\.\d+)?(?:(?:rc|beta)\d+)?)(?=$|[\s-])/.exec(text.trim())?.[1];
}

/**
 * Orders Go versions as go itself does. From 1.21 on `1.21` is the language, older than any release of it:
 * 1.21 < 1.21beta1 < 1.21rc1 < 1.21.0 < 1.21.1. Before, it was a release: 1.20rc1 < 1.20 = 1.20.0. What is no
 * version is older than every one.
 *
 * @returns negative where `a` is the older, 0 where both are the same, else positive
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
 * Orders module versions as semantic versions: pre-releases, of which pseudo-versions are a kind, before their
 * release, `+incompatible` counting nothing. What is no version (`(devel)`, none) is older than every one.
 *
 * @returns negative where `a` is the older, 0 where both are the same, else positive
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

// Numbers come before words, and a list before the same list with more behind it.
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
