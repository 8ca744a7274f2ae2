import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// Loading takes half the time of a build that has nothing to do. So an entry loads only small packages when it starts;
// everything else is imported on first use.

const sources = fileURLToPath(new URL('../src', import.meta.url));

/** The modules that are loaded before the first line of a file runs, without type imports and `import()`. */
function loadedBy(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const { importClause: clause, moduleSpecifier } = statement;
      const named = clause?.namedBindings;
      const isType =
        clause?.isTypeOnly === true ||
        (clause !== undefined &&
          clause.name === undefined &&
          named !== undefined &&
          ts.isNamedImports(named) &&
          named.elements.every((each) => each.isTypeOnly));
      return isType ? [] : [moduleSpecifier.text];
    }
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) return [];
    const { exportClause: clause, moduleSpecifier } = statement;
    const isType =
      clause !== undefined && ts.isNamedExports(clause) && clause.elements.every((each) => each.isTypeOnly);
    return moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) && !isType
      ? [moduleSpecifier.text]
      : [];
  });
}

function packagesOf(entry: string): string[] {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const target of loadedBy(file)) {
      if (!target.startsWith('.')) packages.add(target);
      else if (target.endsWith('.js')) visit(join(dirname(file), target.replace(/\.js$/, '.ts')));
    }
  };
  visit(join(sources, entry));
  return [...packages].filter((each) => !each.startsWith('node:')).sort();
}

test.each([
  ['index.ts', ['fastest-levenshtein', 'pathe']],
  ['host.ts', []],
  ['choices.ts', []],
])('%s loads only small packages at its start', (entry, expected) => {
  expect(packagesOf(entry)).toEqual(expected);
});
