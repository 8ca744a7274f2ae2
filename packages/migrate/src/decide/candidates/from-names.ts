import type { MainPackage } from '@lambdazip/core/internal';
import { isWithin, place } from '@lambdazip/core/internal';
import { type Findings, type Found, nothing } from './found.js';
import { bestMatches, type NamedPackage, type NameMatch, wantedNames } from './name-search.js';
import { programOf, targetName } from './package-target.js';
import { codeDirectories, isGenericName, mayRun, type Question, sharesCode } from './question.js';
import type { Sources } from './sources.js';

/** The main package whose directory is named after the function's Handler or its code. */
export function fromDirectoryNames(question: Question, { packages }: Sources): Findings {
  // The programs of a directory are distinguished by their files.
  const single = packages.mains.filter(({ mains }) => mains.length === 1);
  const named = single.map((main): NamedPackage => {
    return { path: main.directory, target: { kind: 'directory', path: main.directory }, main };
  });
  return { found: found(question, named, 'the directory'), against: [] };
}

/** The main package whose file is named after the function's Handler: `todos/create.go`. */
export function fromFileNames(question: Question, { packages }: Sources): Findings {
  const named = packages.mains.flatMap((main) =>
    main.mains
      .filter((file) => !isGenericName(stem(file)))
      .map((file): NamedPackage => {
        return { path: place(main.directory, stem(file)), target: programOf(main, file), main };
      }),
  );
  return { found: found(question, named, 'the file'), against: [] };
}

/** The only main package in the function's own directory. */
export function fromOnlyMainInside(question: Question, { packages, questions }: Sources): Findings {
  if (question.function.code.kind !== 'local' || sharesCode(question, questions)) return nothing;
  const found = codeDirectories(question).flatMap((directory) => {
    const inside = packages.mains.filter((main) => isWithin(main.directory, directory));
    const [only] = inside;
    if (directory === question.base || only === undefined || inside.length > 1) return [];
    if (!mayRun(question, only)) return [];
    return programs(only, `only main package in its code directory ${directory}`, question);
  });
  return { found, against: [] };
}

function programs(main: MainPackage, text: string, question: Question): readonly Found[] {
  const { location } = question.function;
  const targets = new Map(
    main.mains.map((file) => programOf(main, file)).map((target) => [targetName(target), target]),
  );
  return [...targets.values()].map((target) => ({ target, evidence: { text, location }, command: null }));
}

function found(question: Question, named: readonly NamedPackage[], kind: string): readonly Found[] {
  return wantedNames(question).flatMap((wanted) => {
    const matches = bestMatches(wanted, named, question);
    const lambdas = matches.filter(({ named: { main } }) => main.importsLambda);
    const isTie = matches.length > 1 && lambdas.length === 1;
    return (isTie ? lambdas : matches).map((match) => {
      const why = isTie ? ', and it is the only match that uses aws-lambda-go' : '';
      return evidenceOf(match, wanted.written, why);
    });
  });

  function evidenceOf({ named: { path, target }, fold }: NameMatch, written: string, why: string): Found {
    const but = fold === 'case' ? ' except for letter case' : '';
    const shown = kind === 'the file' ? `${path}.go` : path;
    const text = `${kind} ${shown} matches ${written}${but}${why}`;
    const { location } = question.function.handler ?? question.function;
    return { target, evidence: { text, location }, command: null };
  }
}

function stem(file: string): string {
  return file.replace(/\.go$/, '');
}
