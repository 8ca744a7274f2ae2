import { valuesOf } from '../../sources/resolved-values.js';
import type { TemplateFunction } from '../../sources/template-function.js';
import { type Findings, nothing } from './found.js';
import { placeKey } from './from-output-name.js';
import { type Resolution, resolveDirectory, resolveFiles } from './package-target.js';
import type { Question } from './question.js';
import type { Sources } from './sources.js';

/** An explicit decision: with `--map`, otherwise in an existing manifest. */
export function fromMap(question: Question, sources: Sources): Findings {
  return isForOthersToo(question, sources) ? nothing : said(question, sources);
}

/**
 * `--map` with a Handler that functions with different code share: it does not override a function's own build lines and
 * sources.
 */
export function fromSharedKey(question: Question, sources: Sources): Findings {
  return isForOthersToo(question, sources) ? said(question, sources) : nothing;
}

function isForOthersToo(question: Question, { map, questions }: Sources): boolean {
  const key = mapKeyOf(question.function, map);
  if (key === undefined || key === question.function.id || !question.handlers.includes(key)) return false;
  const places = questions.filter(({ handlers }) => handlers.includes(key)).map(placeKey);
  return new Set(places).size > 1;
}

function said(question: Question, { map, known, packages }: Sources): Findings {
  const key = mapKeyOf(question.function, map) ?? mapKeyOf(question.function, known.packages);
  if (key === undefined) return nothing;
  const isOption = Object.hasOwn(map, key);
  const value = (isOption ? map[key] : known.packages[key]) ?? '';
  const resolution = resolve(value.trim());
  const setting = isOption ? `--map ${key}=${value}` : `${known.file} (${key}: ${value})`;
  if (resolution.kind === 'missing') {
    return { found: [], against: [`${setting}: main package not found`] };
  }
  const evidence = { text: isOption ? `set by ${setting}` : `set in ${known.file}`, location: null };
  return {
    found: [{ target: resolution.target, evidence, command: null, ...(isOption ? { mapKey: key } : {}) }],
    against: [],
  };

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

/**
 * The most specific key of `--map` that matches a function: its logical ID prefixed with its template
 * (`stacks/logs.yaml:Function`), its Handler prefixed with the template, its logical ID, its Handler.
 */
export function mapKeyOf(
  { id, handler, file }: TemplateFunction,
  map: Readonly<Record<string, string>>,
): string | undefined {
  const names = [id, ...valuesOf(handler?.value)];
  return [...names.map((name) => `${file}:${name}`), ...names].find((key) => Object.hasOwn(map, key));
}
