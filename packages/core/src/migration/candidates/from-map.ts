import { valuesOf } from '../../templates/resolved-values.js';
import type { TemplateFunction } from '../../templates/template-function.js';
import { type Findings, nothing } from './found.js';
import { type Resolution, resolveDirectory, resolveFiles } from './package-target.js';
import type { Question } from './question.js';
import type { Sources } from './sources.js';

/** What somebody has decided: by `--map`, else in a manifest that exists. */
export function fromMap(question: Question, { map, known, packages }: Sources): Findings {
  const key = mapKeyOf(question.function, map) ?? mapKeyOf(question.function, known.packages);
  if (key === undefined) return nothing;
  const isTold = Object.hasOwn(map, key);
  const value = (isTold ? map[key] : known.packages[key]) ?? '';
  const resolution = resolve(value.trim());
  const said = isTold ? `--map ${key}=${value}` : `${known.file}, where ${key} is ${value},`;
  if (resolution.kind === 'missing') {
    return { found: [], against: [`${said} names no main package of the project`] };
  }
  const evidence = { text: isTold ? `${said} says so` : `${known.file} has it`, location: null };
  return { found: [{ target: resolution.target, evidence, command: null }], against: [] };

  function resolve(written: string): Resolution {
    if (written.endsWith('.go'))
      return resolveFiles(
        written.split(',').map((file) => file.trim()),
        packages,
      );
    const main = packages.mains.find(({ importPath }) => importPath === written);
    return resolveDirectory(main?.directory ?? written, packages);
  }
}

/** The key of `--map` that decides a function: its logical ID, which is more exact, or its Handler. */
export function mapKeyOf(
  { id, handler }: TemplateFunction,
  map: Readonly<Record<string, string>>,
): string | undefined {
  return [id, ...valuesOf(handler?.value)].find((key) => Object.hasOwn(map, key));
}
