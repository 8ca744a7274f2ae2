import type { MainPackage } from '@lambdazip/core/internal';
import { place } from '@lambdazip/core/internal';
import { dirname } from 'pathe';
import { valuesOf } from '../../sources/resolved-values.js';
import type { Template, TemplateFunction } from '../../sources/template-function.js';

/** A function whose main package is wanted, with what is known from its template. */
export interface Question {
  readonly function: TemplateFunction;
  /** The Handler string in the template: the first of several, or the source text if it is unknown. */
  readonly handler: string;
  /** The possible Handler strings; none if unknown. */
  readonly handlers: readonly string[];
  /** The directory that paths in the template are relative to. */
  readonly base: string;
  /** The sources of its code; none if unknown. */
  readonly code: readonly CodePlace[];
  /** Whether the program is started as `bootstrap` instead of by its Handler: a `provided` runtime. */
  readonly startsBootstrap: boolean;
  /** Whether only Go can run there. */
  readonly surelyGo: boolean;
}

/** A path relative to the project's root. */
export interface CodePlace {
  readonly kind: 'directory' | 'archive';
  readonly path: string;
}

/** Generic names of programs, which do not identify a function. */
const sayNothing =
  /^(bootstrap|main|handler|app|application|function|lambda|index|server|run|go|out|output)$/i;

/** Whether a file's name is generic. */
export function isGenericName(name: string): boolean {
  return sayNothing.test(name);
}

export function questionOf(template: Template, fn: TemplateFunction): Question {
  const base = place(dirname(template.file));
  const handlers = valuesOf(fn.handler?.value);
  const runtimes = valuesOf(fn.runtime?.value);
  return {
    function: fn,
    handler: handlers[0] ?? (fn.handler?.value.kind === 'unknown' ? fn.handler.value.text : ''),
    handlers,
    base,
    code: codeOf(fn, base),
    startsBootstrap: runtimes.some((runtime) => runtime.startsWith('provided')),
    surelyGo: runtimes.includes('go1.x') || fn.buildMethod === 'go1.x',
  };
}

/** The directories its code is taken from. */
export function codeDirectories({ code }: Question): readonly string[] {
  return code.filter(({ kind }) => kind === 'directory').map(({ path }) => path);
}

/** The zip files its code is taken from. */
export function codeArchives({ code }: Question): readonly string[] {
  return code.filter(({ kind }) => kind === 'archive').map(({ path }) => path);
}

function codeOf({ code }: TemplateFunction, base: string): readonly CodePlace[] {
  if (code.kind === 'service') return [{ kind: 'directory', path: base }];
  if (code.kind !== 'local') return [];
  return valuesOf(code.path.value).map((written) => ({
    kind: /\.(zip|jar)$/i.test(written) ? 'archive' : 'directory',
    path: place(base, written),
  }));
}

/** Whether functions with a different Handler take their code from the same place. */
export function sharesCode(question: Question, questions: readonly Question[]): boolean {
  const paths = question.code.map(({ path }) => path);
  return questions.some(
    ({ handler, code }) => handler !== question.handler && code.some(({ path }) => paths.includes(path)),
  );
}

/** Whether a program without explicit evidence may be the function's: on a custom runtime, it has to use aws-lambda-go. */
export function mayRun({ surelyGo }: Question, main: MainPackage): boolean {
  return surelyGo || main.importsLambda;
}
