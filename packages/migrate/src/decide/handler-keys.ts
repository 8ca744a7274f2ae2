import { findCollisions, handlerProblem, hasWildcard, segmentsOf } from '@lambdazip/core/internal';
import { basename, dirname } from 'pathe';
import { targetName } from './candidates/package-target.js';
import type { Decision } from './decision.js';

export type Decided = Extract<Decision, { readonly kind: 'decided' }>;

/**
 * The functions whose Handler cannot be a key in an archive shared by all of them.
 *
 * @param arePaths whether the keys are also the paths of programs in the archive
 */
export function unfitForSharing(decisions: readonly Decided[], arePaths = true): ReadonlySet<Decided> {
  const programs = programsBy(decisions, ({ handler }) => handler);
  const unfit = new Set(
    decisions.filter((each) => !isKey(each) || (programs.get(fold(each.handler))?.size ?? 0) > 1),
  );
  if (!arePaths) return unfit;
  const others = decisions.filter((each) => !unfit.has(each)).map(({ handler }) => `${fold(handler)}/`);
  for (const each of decisions) {
    const path = `${fold(each.handler)}/`;
    if (others.some((other) => other !== path && other.startsWith(path))) unfit.add(each);
    if (path.startsWith('bootstrap/')) unfit.add(each);
  }
  return unfit;
}

/** Unique Handlers named after the main packages: `bin/create`. Functions with the same package share one. */
export function newHandlers(
  decisions: readonly Decided[],
  kept: readonly Decided[],
): ReadonlyMap<Decided, string> {
  const byTarget = new Map(kept.map(({ candidate, handler }) => [targetName(candidate.target), handler]));
  const taken = [...byTarget.values(), ...kept.map(({ handler }) => handler)];
  const keys = new Map<Decided, string>();
  for (const each of decisions) {
    const { target } = each.candidate;
    const name = targetName(target);
    const path = target.kind === 'directory' ? target.path : (target.files[0] ?? '').replace(/\.go$/, '');
    const key = byTarget.get(name) ?? firstFree(handlersAfter(path), (one) => isFree(one, taken));
    byTarget.set(name, key);
    taken.push(key);
    keys.set(each, key);
  }
  return keys;
}

/**
 * The keys of functions that have a zip each: their IDs.
 *
 * @param byHandler whether to use the Handler as the key if possible
 * @param taken names of other zips
 */
export function ownKeys(
  decisions: readonly Decided[],
  byHandler: boolean,
  taken: readonly string[],
): ReadonlyMap<Decided, string> {
  const keys = new Map<Decided, string>();
  const used = new Map<string, string>(taken.map((name) => [fold(name), '']));
  const ofHandler = programsBy(decisions, ({ handler }) => handler);
  const ofId = programsBy(decisions, ({ function: { id } }) => id);
  for (const each of decisions) {
    const isOwn =
      isKey(each) && fold(each.handler) !== 'bootstrap' && ofHandler.get(fold(each.handler))?.size === 1;
    if (byHandler && isOwn) take(each, each.handler);
  }
  for (const each of decisions) {
    if (keys.has(each)) continue;
    const isShared = (ofId.get(fold(each.function.id))?.size ?? 0) > 1;
    const isAlone = decisions.every(
      (other) =>
        programOf(other) === programOf(each) ||
        fold(other.function.id) !== fold(each.function.id) ||
        dirname(other.function.file) !== dirname(each.function.file),
    );
    take(
      each,
      firstFree(namesOf(each, isShared, isAlone), (name) => isAvailable(each, name)),
    );
  }
  return keys;

  function take(each: Decided, key: string): void {
    keys.set(each, key);
    used.set(fold(key), programOf(each));
  }

  /** The same function in several templates has one zip. */
  function isAvailable(each: Decided, name: string): boolean {
    const user = used.get(fold(name));
    return user === undefined || user === programOf(each);
  }
}

function programOf({ function: { id }, candidate }: Decided): string {
  return `${id}\n${targetName(candidate.target)}`;
}

/** The main packages of each name, and its spellings; names that differ only in case are the same. */
function programsBy(
  decisions: readonly Decided[],
  nameOf: (each: Decided) => string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const programs = new Map<string, Set<string>>();
  for (const each of decisions) {
    const name = nameOf(each);
    const known = programs.get(fold(name)) ?? new Set();
    programs.set(fold(name), known.add(`${name}\n${targetName(each.candidate.target)}`));
  }
  return programs;
}

function isKey({ handler, function: fn }: Decided): boolean {
  return fn.handler?.value.kind === 'known' && handlerProblem(handler) === undefined && !hasWildcard(handler);
}

function isFree(key: string, taken: readonly string[]): boolean {
  return handlerProblem(key) === undefined && findCollisions([...new Set(taken), key]).length === 0;
}

/** `bin/create`, `bin/orders/create`, ... */
function handlersAfter(path: string): readonly string[] {
  const segments = segmentsOf(path).map((segment) => segment.replace(/[^A-Za-z0-9._-]/g, '-'));
  if (segments.length === 0) return ['bin/main'];
  return segments.map((_, index) => ['bin', ...segments.slice(-1 - index)].join('/'));
}

/**
 * The ID or, if several programs have it, the ID prefixed with the template's directory and file.
 *
 * @param isAlone whether no other program in that directory has the ID
 */
function namesOf(
  { function: { id, file } }: Decided,
  isShared: boolean,
  isAlone: boolean,
): readonly string[] {
  const name = id.replace(/[^A-Za-z0-9._-]/g, '-');
  const directory = basename(dirname(file)).replace(/[^A-Za-z0-9._-]/g, '-');
  const stem = basename(file)
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9._-]/g, '-');
  const inDirectory = directory === '.' || directory === '' ? [] : [`${directory}-${name}`];
  return [
    ...(isShared ? [] : [name]),
    ...(isAlone ? inDirectory : []),
    `${stem}-${name}`,
    ...inDirectory.map((each) => `${stem}-${each}`),
  ];
}

function firstFree(names: readonly string[], isOk: (name: string) => boolean): string {
  const free = names.find(isOk);
  if (free !== undefined) return free;
  const last = names.at(-1) ?? '';
  for (let number = 2; ; number += 1) if (isOk(`${last}-${number}`)) return `${last}-${number}`;
}

function fold(name: string): string {
  return name.toLowerCase();
}
