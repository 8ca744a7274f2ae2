import { likely, place } from '@lambdazip/core/internal';
import { dirname } from 'pathe';
import { diagnose, failureOf, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { valuesOf } from '../sources/resolved-values.js';
import type { TemplateFunction } from '../sources/template-function.js';
import { mapKeyOf } from './candidates/from-map.js';
import { isGenericName } from './candidates/question.js';
import { unusedMapKeys } from './decide.js';
import type { Decision } from './decision.js';
import { repeatedBehind } from './map-conflicts.js';

type Display = (path: string) => string;

/**
 * Refuses keys of `--map` that match no function, several functions with different code (one program for all of them is
 * unlikely to be intended), or a Terraform resource whose instances differ.
 *
 * @throws LambdazipError `migrate-map-unused`, `migrate-map-ambiguous`, `migrate-map-repeated`
 */
export function refuseMapKeys(
  map: Readonly<Record<string, string>>,
  decisions: readonly Decision[],
  display: Display,
): void {
  const asked = decisions.filter((each) => each.kind !== 'left' || each.why === 'moved');
  const names = asked.flatMap(({ function: { id, handler } }) => [...valuesOf(handler?.value), id]);
  const known = [...new Set(names)].filter((name) => name !== '');
  const diagnostics = [
    ...unusedMapKeys(map, decisions).map((key) => {
      const repeated = repeatedBehind(key, decisions);
      if (repeated === undefined) {
        return diagnose('migrate-map-unused', {
          key: shownKey(key, display),
          known,
          likely: likely(key, known),
        });
      }
      const values = { key: shownKey(key, display), id: repeated.function.id, reason: repeated.reason };
      return diagnose('migrate-map-repeated', values, repeated.function.location);
    }),
    ...ambiguousKeys(map, asked, display),
  ];
  const [first] = diagnostics;
  if (first === undefined) return;
  throw failureOf(first, diagnostics);
}

function ambiguousKeys(
  map: Readonly<Record<string, string>>,
  asked: readonly Decision[],
  display: Display,
): readonly MigrationDiagnostic[] {
  return Object.keys(map).flatMap((key) => {
    const fitting = asked.filter(({ function: fn }) => mapKeyOf(fn, map) === key);
    const byId = fitting.filter(({ function: { id } }) => id === key);
    const byHandler = fitting.filter(({ function: { id } }) => id !== key);
    // A shared Handler only decides if the functions' own build lines and sources do not.
    const decided = byHandler.filter((each) => each.kind === 'decided' && each.candidate.mapKey === key);
    const isUnclear =
      programs(byId) > 1 ||
      (byId.length > 0 && byHandler.length > 0 && programs(fitting) > 1) ||
      (programs(byHandler) > 1 && programs(decided) !== 1);
    if (!isUnclear) return [];
    const names = fitting.map(({ function: fn }) => qualified(fn, display));
    return [diagnose('migrate-map-ambiguous', { key: shownKey(key, display), names: [...new Set(names)] })];
  });
}

/** The shortest key of `--map` that matches only this function. */
export function mapKeyFor(fn: TemplateFunction, decisions: readonly Decision[], display: Display): string {
  const [handler] = fn.handler?.value.kind === 'known' ? [fn.handler.value.value] : [];
  const fits = (key: string): number =>
    programs(
      decisions.filter(
        ({ function: other }) => other.id === key || valuesOf(other.handler?.value).includes(key),
      ),
    );
  if (handler !== undefined && !isGenericName(handler) && fits(handler) === 1) return handler;
  return fits(fn.id) === 1 ? fn.id : qualified(fn, display);
}

function qualified({ id, file }: TemplateFunction, display: Display): string {
  return `${display(file)}:${id}`;
}

function shownKey(key: string, display: Display): string {
  const end = key.lastIndexOf(':');
  return end === -1 ? key : `${display(key.slice(0, end))}${key.slice(end)}`;
}

/** The number of different programs of some functions: those with the same code and Handler are the same. */
function programs(decisions: readonly Decision[]): number {
  return new Set(decisions.map(({ function: fn }) => programKey(fn))).size;
}

function programKey({ id, code, handler, file, buildMethod }: TemplateFunction): string {
  const base = place(dirname(file));
  const paths = code.kind === 'local' ? valuesOf(code.path.value).map((path) => place(base, path)) : [];
  const where = code.kind === 'service' ? [base] : paths;
  // Without a known path, two functions cannot be identified as the same; `sam build` names targets after the ID.
  const own = where.length === 0 ? [file, id] : buildMethod === 'makefile' ? [id] : [];
  return JSON.stringify([where, valuesOf(handler?.value), own]);
}
