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

/** The files of a directory that a package was made of. */
export interface PackagedFiles {
  /** Relative to the project's root. */
  readonly files: readonly string[];
  /** Whether somebody listed them; otherwise they were only in the directory. */
  readonly isListed: boolean;
}

/**
 * Tells which files of a directory came into the packages of functions: all of them, but where serverless.yml has
 * `patterns` (or `include` and `exclude`): then those that it names, since they may be few or many.
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
  // A list that names nothing but what to leave out says nothing of what is read.
  return listed.size > 0
    ? { files: [...listed].sort(compareStrings), isListed: true }
    : { files: [...left].sort(compareStrings), isListed: false };
}

interface Rule {
  readonly keeps: boolean;
  readonly glob: FileGlob;
  readonly isAll: boolean;
}

/** A pattern that cannot be read has no part in it: what is packaged is then what the others say. */
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
