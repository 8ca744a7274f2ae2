import { place } from '@lambdazip/core/internal';
import { dirname } from 'pathe';
import type { BuildCommand, FileCommand } from '../../evidence/build-command.js';
import { foundAt, missingText } from './arrival-evidence.js';
import { type Arrival, packedPrograms } from './file-flow.js';
import { type Findings, nothing } from './found.js';
import { codeDirectories, type Question } from './question.js';
import type { Sources } from './sources.js';

/** The directory that `sam build` passes to a Makefile. */
const inArtifacts = /^.*\$[({]?ARTIFACTS_DIR[)}]?(\/|$)/;

/** SAM's `BuildMethod: makefile`: the program that the target `build-<LogicalId>` puts into the artifacts directory. */
export function fromMakeTarget(question: Question, sources: Sources): Findings {
  const { id, buildMethod } = question.function;
  if (buildMethod !== 'makefile') return nothing;
  for (const directory of makefileDirectories(question)) {
    const isOwn = (each: BuildCommand | FileCommand): boolean =>
      each.target === `build-${id}` &&
      each.file === 'Makefile' &&
      place(dirname(sources.pathOf(each.location.file ?? ''))) === directory;
    const commands = sources.evidence.commands.filter(isOwn);
    const files = sources.evidence.files.filter(isOwn).filter(({ kind }) => kind === 'copy');
    if (commands.length === 0 && files.length === 0) continue;
    const missing = sources.lines.missing.filter(({ command }) => commands.includes(command));
    const arrivals = deployed(question, commands, files, sources);
    return { found: arrivals.map((arrival) => foundAt(arrival)), against: missing.map(missingText) };
  }
  return nothing;
}

/** The Makefile is next to the code or, if it has none, in `WorkingDirectory` or next to the template. */
function makefileDirectories(question: Question): readonly string[] {
  const { base } = question;
  const { buildDirectory } = question.function;
  const others = buildDirectory === null ? [base] : [place(base, buildDirectory), base];
  return [...new Set([...codeDirectories(question), ...others])];
}

function deployed(
  question: Question,
  commands: readonly BuildCommand[],
  files: readonly FileCommand[],
  { lines, evidence }: Sources,
): readonly Arrival[] {
  const flow = { products: lines.products, files: evidence.files };
  const built = lines.products.filter(({ command, isSupposed }) => commands.includes(command) && !isSupposed);
  const put = [
    ...built.map((product) => ({ path: product.path, arrival: { product, copies: [] } })),
    ...files.flatMap((copy) =>
      packedPrograms(copy, flow).map(({ path, product, copies }) => ({
        path: isRenaming(copy, path) ? copy.to : place(inArtifacts.exec(copy.to)?.[0] ?? '', path),
        arrival: { product, copies: [...copies, copy] },
      })),
    ),
  ].filter(({ path }) => inArtifacts.test(path));
  const wanted = [...question.handlers.map((handler) => place(handler)), 'bootstrap'];
  const isWanted = (path: string): boolean => wanted.some((name) => `/${path}`.endsWith(`/${name}`));
  const named = put.filter(({ path }) => isWanted(path));
  if (put.length === 0) return built.map((product) => ({ product, copies: [] }));
  return (named.length > 0 ? named : put).map(({ arrival }) => arrival);
}

/** Whether a copy of one file renames it. */
function isRenaming({ from, to }: FileCommand, path: string): boolean {
  return (
    !to.endsWith('/') &&
    place(to.replace(inArtifacts, '')) !== '.' &&
    from.some((each) => place(each) === path)
  );
}
