import type { ProjectFiles } from '@lambdazip/core/internal';
import {
  compareStrings,
  compileFileGlob,
  type FileGlob,
  GlobProblem,
  matchesFileGlob,
} from '@lambdazip/core/internal';
import { relative } from 'pathe';
import type { MovedProgram } from './moved-program.js';

/** The files of a directory that a package was made from. */
export interface PackagedFiles {
  /** Relative to the project's root. */
  readonly files: readonly string[];
  /** Whether they were listed explicitly; otherwise they were only in the directory. */
  readonly isListed: boolean;
}

/**
 * The files of a directory that were in the packages of functions: all of them or, if serverless.yml has `patterns` (or
 * `include` and `exclude`), the matching ones.
 */
export function packagedFiles(
  place: string,
  programs: readonly MovedProgram[],
  { files }: ProjectFiles,
): PackagedFiles {
  const inside = files.filter((file) => place === '.' || file.startsWith(`${place}/`));
  const lists = programs.flatMap((program) =>
    program.function.code.kind === 'service' ? [program.function.packageLists?.patterns ?? []] : [],
  );
  if (lists.every((list) => list.length === 0)) return { files: inside, isListed: false };
  const listed = new Set<string>();
  const left = new Set<string>();
  for (const list of lists) {
    const rules = list.flatMap(ruleOf);
    for (const file of inside) {
      const name = relative(place, file);
      const rule = rules.findLast(({ glob }) => matchesFileGlob(glob, name));
      if (rule === undefined || (rule.keeps && rule.isAll)) left.add(file);
      else if (rule.keeps) listed.add(file);
    }
  }
  // A list that only excludes files does not show which ones are read.
  return listed.size > 0
    ? { files: [...listed].sort(compareStrings), isListed: true }
    : { files: [...left].sort(compareStrings), isListed: false };
}

interface Rule {
  readonly keeps: boolean;
  readonly glob: FileGlob;
  readonly isAll: boolean;
}

/** An unsupported pattern is ignored. */
function ruleOf(pattern: string): Rule[] {
  try {
    const glob = compileFileGlob(pattern.replace(/^!/, '').replace(/^\.\//, ''));
    const isAll = /^!?(\.\/)?\*\*(\/\*\*?)?$/.test(pattern);
    return [{ keeps: !pattern.startsWith('!'), glob, isAll }];
  } catch (error) {
    if (error instanceof GlobProblem) return [];
    throw error;
  }
}
