import { place } from '@lambdazip/core/internal';
import { basename } from 'pathe';
import { foundAt, missingText } from './arrival-evidence.js';
import { type Flow, packedPrograms, programsAt } from './file-flow.js';
import type { Findings, Found } from './found.js';
import { targetName } from './package-target.js';
import { codeArchives, codeDirectories, type Question } from './question.js';
import type { Sources } from './sources.js';

/** The build line whose program is at the path of the function, or is packaged into its zip. */
export function fromOutput(question: Question, { lines, evidence }: Sources): Findings {
  const flow: Flow = { products: lines.products, files: evidence.files };
  const paths = programPaths(question);
  const placed = paths.flatMap((path) => programsAt(path, null, flow).map((arrival) => foundAt(arrival)));
  const packed = codeArchives(question).flatMap((archive) => fromArchive(archive, question, flow));
  const missing = lines.missing.filter(({ path }) => path !== null && paths.includes(path));
  return { found: [...placed, ...packed], against: missing.map(missingText) };
}

/** The possible paths of a function's program, relative to the project's root. */
export function programPaths(question: Question): readonly string[] {
  const names = question.handlers.map((handler) => place(handler));
  const started = question.startsBootstrap ? ['bootstrap'] : [];
  const paths = codeDirectories(question).flatMap((directory) => [
    ...[...names, ...(question.function.code.kind === 'service' ? [] : started)].map((name) =>
      place(directory, name),
    ),
    // CodeUri may name the program itself.
    ...(question.function.code.kind === 'local' && directory !== '.' ? [directory] : []),
  ]);
  return [...new Set(paths)];
}

/** Whether a line packages a program of the project into this zip. */
export function isPackedHere(archive: string, { lines, evidence }: Sources): boolean {
  const flow: Flow = { products: lines.products, files: evidence.files };
  return zipsOf(archive, flow).some((zip) => packedPrograms(zip, flow).length > 0);
}

function fromArchive(archive: string, question: Question, flow: Flow): readonly Found[] {
  const packed = zipsOf(archive, flow).flatMap((zip) =>
    packedPrograms(zip, flow).map((arrival) => ({ path: arrival.path, found: foundAt(arrival, zip) })),
  );
  const targets = new Set(packed.map(({ found }) => targetName(found.target)));
  if (targets.size < 2) return packed.map(({ found }) => found);
  const isStarted = (path: string): boolean =>
    question.handlers.some((handler) => `/${path}`.endsWith(`/${place(handler)}`)) ||
    (question.startsBootstrap && basename(path) === 'bootstrap');
  const started = packed.filter(({ path }) => isStarted(path));
  return (started.length > 0 ? started : packed).map(({ found }) => found);
}

// zip appends the extension if it is missing.
function zipsOf(archive: string, { files }: Flow) {
  return files.filter(
    ({ kind, to }) => kind === 'zip' && (place(to) === archive || `${place(to)}.zip` === archive),
  );
}
