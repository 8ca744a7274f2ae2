import { place } from '@lambdazip/core/internal';
import { basename } from 'pathe';
import type { CandidateTarget } from '../decision.js';
import type { Findings } from './found.js';
import { folded, tellingSegments } from './name-match.js';
import { programOf } from './package-target.js';
import type { Question } from './question.js';
import type { Sources } from './sources.js';

/** The main package named after the logical ID: `CreateOrderFunction` and `create-order` or `orders/create`. */
export function fromLogicalId({ function: fn }: Question, { packages }: Sources): Findings {
  const short = fn.id.replace(/(Lambda)?(Function|Lambda|Handler|Func|Fn)$/i, '');
  const wanted = new Set([fn.id, short].map(folded).filter((name) => name !== ''));
  const targets = packages.mains.flatMap((main): CandidateTarget[] => {
    const paths =
      main.mains.length === 1
        ? [{ path: main.directory, file: main.mains[0] ?? '' }]
        : main.mains.map((file) => ({ path: place(main.directory, file.replace(/\.go$/, '')), file }));
    return paths.filter(({ path }) => isCalled(path, wanted)).map(({ file }) => programOf(main, file));
  });
  const text = `its name matches the logical ID ${fn.id}`;
  const evidence = { text, location: fn.location };
  return { found: targets.map((target) => ({ target, evidence, command: null })), against: [] };
}

function isCalled(path: string, wanted: ReadonlySet<string>): boolean {
  const segments = tellingSegments(path);
  const joined = segments.map((_, index) => folded(segments.slice(index).join('')));
  return joined.some((name) => wanted.has(name)) || wanted.has(folded(basename(path)));
}
