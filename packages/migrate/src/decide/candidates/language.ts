import { place } from '@lambdazip/core/internal';
import { basename, dirname } from 'pathe';
import { valuesOf } from '../../sources/resolved-values.js';
import type { Resolved } from '../../sources/template-function.js';
import { codeDirectories, type Question } from './question.js';

/** The language that a runtime implies. `custom`: any program in the package, which may be Go. */
export type RuntimeKind = 'go' | 'custom' | 'other' | 'unknown';

export function runtimeKind(value: Resolved | undefined): RuntimeKind {
  const runtimes = valuesOf(value);
  if (runtimes.length === 0) return 'unknown';
  if (runtimes.includes('go1.x')) return 'go';
  return runtimes.some((runtime) => /^provided(\.|$)/.test(runtime)) ? 'custom' : 'other';
}

/** Files that indicate a different language. */
const projectFiles: readonly (readonly [pattern: RegExp, language: string])[] = [
  [/^Cargo\.toml$/, 'Rust'],
  [/\.(cs|fs|vb)proj$/, '.NET'],
  [/^Package\.swift$/, 'Swift'],
  [/^(pom\.xml|build\.gradle(\.kts)?)$/, 'Java'],
  [/^CMakeLists\.txt$/, 'C++'],
  [/^composer\.json$/, 'PHP'],
  [/^mix\.exs$/, 'Elixir'],
  [/\.cabal$|^stack\.yaml$/, 'Haskell'],
  [/^deno\.jsonc?$/, 'Deno'],
];

/** SAM's build methods of other languages. */
const otherMethods = /^(rust|dotnet|python|nodejs|esbuild|java|ruby|swift)/;

/** The BuildMethod, if SAM builds a different language with it: a phrase without a full stop, or undefined. */
export function otherBuildMethod({ function: { buildMethod } }: Question): string | undefined {
  return buildMethod !== null && otherMethods.test(buildMethod)
    ? `its BuildMethod is ${buildMethod}`
    : undefined;
}

/**
 * Evidence in the code's directory that a function on a custom runtime is written in a different language, as a phrase
 * without a full stop; undefined if missing.
 *
 * @param scripts files named `bootstrap` that begin with `#!`
 */
export function otherLanguage(
  question: Question,
  files: readonly string[],
  scripts: readonly string[],
): string | undefined {
  for (const directory of codeDirectories(question)) {
    const names = files.filter((file) => place(dirname(file)) === directory).map((file) => basename(file));
    for (const [pattern, language] of projectFiles) {
      const name = names.find((each) => pattern.test(each));
      if (name !== undefined) return `${place(directory, name)} indicates ${language}`;
    }
    const script = place(directory, 'bootstrap');
    if (scripts.includes(script)) return `${script} is a script`;
    for (const handler of question.handlers) {
      const path = place(directory, handler);
      if (/\.(php|sh|py|rb|js|mjs|ts|pl|lua|exs?)$/.test(path) && files.includes(path)) {
        return `its handler is ${handler}`;
      }
      // As in AWS's example of a custom runtime: `function.handler` is a function of function.sh.
      const shell = place(directory, handler.replace(/\.[^./]*$/, '.sh'));
      if (shell.endsWith('.sh') && files.includes(shell)) return `its handler is in ${shell}`;
    }
  }
  return undefined;
}
