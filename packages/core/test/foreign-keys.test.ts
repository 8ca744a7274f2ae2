import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

// A name from a manifest, a template, a zip or a report may be `constructor` or `__proto__`. Looking up such a name in
// an object finds what every object inherits. So tables whose keys are known only at run time must be Maps, or be
// guarded with `Object.hasOwn`.

const packages = fileURLToPath(new URL('../../', import.meta.url));

/** Keys that lambdazip creates or has validated. */
const ownKeys: ReadonlySet<string> = new Set([
  // Keys such as `architecture/runtime`.
  'core/src/build/packing/programs.ts: known.findings[targetKey(target)]',
  // `mapKeyOf` only returns own keys of the object.
  'migrate/src/decide/map-conflicts.ts: map[key]',
  'migrate/src/decide/map-conflicts.ts: known.packages[there]',
  'migrate/src/decide/candidates/from-map.ts: known.packages[key]',
  // Names from the table in go/environment.ts.
  'core/src/verify/isolated-host.ts: installed.goEnv[name]',
]);

/** Property reads and writes whose names can be any string, and `in` with a name that is not a literal. */
function foreignKeysOf(source: ts.SourceFile, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isForeignLookUp(node, checker) && !isGuarded(node)) {
      const file = relative(packages, source.fileName).replaceAll('\\', '/');
      found.push(`${file}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isForeignLookUp(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword)
    return !ts.isStringLiteral(node.left);
  if (!ts.isElementAccessExpression(node)) return false;
  const key = checker.getTypeAtLocation(node.argumentExpression);
  const table = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  const isText = (table.flags & ts.TypeFlags.StringLike) !== 0;
  return (key.flags & ts.TypeFlags.String) !== 0 && !isText && !checker.isArrayLikeType(table);
}

/** Whether the enclosing function calls `Object.hasOwn` for the same object and key. */
function isGuarded(node: ts.Node): boolean {
  if (!ts.isElementAccessExpression(node)) return false;
  const question = `Object.hasOwn(${node.expression.getText()}, ${node.argumentExpression.getText()})`;
  for (let around: ts.Node = node; !ts.isSourceFile(around); around = around.parent) {
    if (around.getText().includes(question)) return true;
  }
  return false;
}

test('no name from outside is looked up in an object with inherited properties', { timeout: 120_000 }, () => {
  // It includes the sources of the core and of the migration.
  const config = join(packages, 'migrate/tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, ts.sys.readFile).config,
    ts.sys,
    join(packages, 'migrate'),
  );
  const files = ['core/src', 'migrate/src', 'cli/src'].flatMap((directory) =>
    ts.sys
      .readDirectory(join(packages, directory), ['.ts'])
      .filter((file) => !/\.test\.ts$|\.generated\.ts$/.test(file)),
  );
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const found = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return source === undefined ? [] : foreignKeysOf(source, checker);
  });
  expect(found.filter((each) => !ownKeys.has(each))).toEqual([]);
});
