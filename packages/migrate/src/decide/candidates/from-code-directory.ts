import type { MainPackage } from '@lambdazip/core/internal';
import { isWithin, place } from '@lambdazip/core/internal';
import { basename, dirname } from 'pathe';
import { functionSources } from '../../sources/sources.js';
import { type Findings, type Found, nothing } from './found.js';
import { programOf, targetName } from './package-target.js';
import { codeDirectories, mayRun, type Question, sharesCode } from './question.js';
import type { Sources } from './sources.js';

/** The Go source that the function itself refers to: the directory of its code, or its Handler. */
export function fromCodeDirectory(question: Question, sources: Sources): Findings {
  const byHandler = question.handlers.flatMap((handler) => fromSourceHandler(handler, question, sources));
  if (byHandler.length > 0) return { found: byHandler, against: [] };
  if (question.function.code.kind !== 'local') return nothing;
  const found = codeDirectories(question).flatMap((directory) => inDirectory(directory, question, sources));
  return { found, against: [] };
}

/** serverless-go-plugin: the Handler is a .go file or a directory. */
function fromSourceHandler(handler: string, question: Question, { packages }: Sources): readonly Found[] {
  const path = place(question.base, handler);
  const { location } = question.function.handler ?? question.function;
  const evidence = { text: `its handler is the Go source ${handler}`, location };
  if (path.endsWith('.go')) {
    const main = packages.mains.find(({ directory }) => directory === place(dirname(path)));
    const name = basename(path);
    if (main === undefined || !main.files.includes(name)) return [];
    if (main.mains.length > 1 && !main.mains.includes(name)) return [];
    return [{ target: programOf(main, name), evidence, command: null }];
  }
  if (!functionSources[question.function.format].hasSourceHandlers || question.startsBootstrap) return [];
  const main = packages.mains.find(({ directory }) => directory === path);
  return main === undefined || path === '.' ? [] : programsIn(main, question, evidence.text);
}

function inDirectory(
  directory: string,
  question: Question,
  { packages, questions }: Sources,
): readonly Found[] {
  const { mains, modules } = packages;
  const own = mains.find((main) => main.directory === directory);
  const shown = directory === '.' ? "the project's root" : directory;
  if (own !== undefined) return programsIn(own, question, `its code is the main package ${shown}`);
  // One program for several Handlers would be plausible, but is not certain.
  if (!modules.includes(directory) || sharesCode(question, questions)) return [];
  const below = mains.filter((main) => isWithin(main.directory, directory));
  const [only] = below;
  if (only === undefined || below.length > 1 || !mayRun(question, only)) return [];
  return programsIn(only, question, `its code is the module ${shown}, whose only main package this is`);
}

/** The programs of a directory; if there are several, the one whose file is named after the function's program. */
function programsIn(main: MainPackage, question: Question, text: string): readonly Found[] {
  const { location } = question.function;
  const names = question.handlers.map((handler) => `${basename(handler)}.go`);
  const named = main.mains.filter((name) => names.includes(name));
  const found = (named.length > 0 ? named : main.mains).map((name) => programOf(main, name));
  const distinct = new Map(found.map((target) => [targetName(target), target]));
  return [...distinct.values()].map((target) => ({ target, evidence: { text, location }, command: null }));
}
