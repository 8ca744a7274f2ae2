import { place } from '@lambdazip/core/internal';
import type { BuildCommand, PackageArgument } from '../../evidence/build-command.js';
import { foundAt } from './arrival-evidence.js';
import { programsAt } from './file-flow.js';
import { type Findings, type Found, placeName } from './found.js';
import { programPaths } from './from-output.js';
import { resolveArgument, targetName } from './package-target.js';
import type { Question } from './question.js';
import type { Sources } from './sources.js';

/** Build lines that match the function's program except for an unknown variable or letter case. */
export function fromLikelyOutput(question: Question, sources: Sources): Findings {
  const paths = programPaths(question);
  const { lines, evidence } = sources;
  const filled = paths.flatMap((path) =>
    evidence.commands.flatMap((command) => fromFilledIn(command, path, sources)),
  );
  const flow = { products: lines.products, files: evidence.files };
  const named = question.function.packageLists?.named ?? [];
  const packed = named.flatMap((path) => programsAt(place(question.base, path), null, flow));
  const folded = new Set(paths.map((path) => path.toLowerCase()));
  const inOtherCase = lines.products.filter(({ path }) => folded.has(path.toLowerCase()));
  const arrivals = [...packed, ...inOtherCase.map((product) => ({ product, copies: [] }))];
  return { found: [...filled, ...arrivals.map((arrival) => foundAt(arrival))], against: [] };
}

const variable = /\$\{([\w*@#?]+)\}/g;

/** `go build -o bin/${NAME} ./cmd/${NAME}`: the value of the variable for which the line writes this path. */
function fromFilledIn(command: BuildCommand, path: string, { packages }: Sources): readonly Found[] {
  const { output } = command;
  if (output === null) return [];
  const values = unify(place(output), path);
  if (values === undefined) return [];
  const fill = (text: string): string =>
    text.replace(variable, (whole, name: string) => values.get(name) ?? whole);
  const said = [...values].map(([name, value]) => `${name}=${value}`).join(' and ');
  return command.packages.flatMap((argument) =>
    resolveArgument(filledIn(argument, fill), packages).flatMap((resolution) => {
      if (resolution.kind === 'missing' || argument.kind === 'all-below') return [];
      const { target } = resolution;
      const text = `${placeName(command.location)} builds ${path} from ${targetName(target)} with ${said}`;
      return [{ target, evidence: { text, location: command.location }, command }];
    }),
  );
}

/** How many variables of a text may follow a different one in the same segment. */
const mostBeside = 2;

/** The values of a text's variables that make it equal to a path, each a part between slashes; undefined if missing. */
function unify(template: string, path: string): ReadonlyMap<string, string> | undefined {
  const names: string[] = [];
  const pattern = template.split(variable).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const known = names.indexOf(part);
    if (known !== -1) return `\\${known + 1}`;
    names.push(part);
    return '([^/]+)';
  });
  // Each variable next to a different one in a segment multiplies the ways to split it.
  const beside = template.split('/').map((segment) => (segment.match(variable)?.length ?? 0) - 1);
  if (beside.reduce((sum, count) => sum + Math.max(count, 0), 0) > mostBeside) return undefined;
  const match = names.length === 0 ? null : new RegExp(`^${pattern.join('')}$`).exec(path);
  return match === null ? undefined : new Map(names.map((name, index) => [name, match[index + 1] ?? '']));
}

function filledIn(argument: PackageArgument, fill: (text: string) => string): PackageArgument {
  return argument.kind === 'files'
    ? { kind: 'files', files: argument.files.map(fill) }
    : { kind: argument.kind, path: fill(argument.path) };
}
