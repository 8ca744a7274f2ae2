// The API reference is generated from doc comments, and editors show them, so everything public must have one.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const packages = fileURLToPath(new URL('../..', import.meta.url));
const entries = ['core/src/index.ts', 'core/src/host.ts', 'core/src/choices.ts', 'migrate/src/index.ts'];

interface Documented {
  readonly name: string;
  readonly text: string;
  readonly throws: readonly string[];
}

const files = entries.map((entry) => join(packages, entry));
const program = ts.createProgram(files, {
  strict: true,
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  skipLibCheck: true,
  // The migration uses the core's sources, so no build is needed.
  paths: {
    '@lambdazip/core/host': [join(packages, 'core/src/host.ts')],
    '@lambdazip/core/internal': [join(packages, 'core/src/internal.ts')],
  },
});
const checker = program.getTypeChecker();

function documented(name: string, symbol: ts.Symbol): Documented {
  const tags = symbol.getJsDocTags(checker).filter((tag) => tag.name === 'throws');
  return {
    name,
    text: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    throws: tags.map((tag) => ts.displayPartsToString(tag.text)),
  };
}

function exportsOf(file: string): readonly ts.Symbol[] {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is not a module`);
  return checker
    .getExportsOfModule(module)
    .map((each) => (each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each));
}

const nameOf = (file: string, symbol: ts.Symbol): string => `${file.slice(packages.length)} ${symbol.name}`;

/** The exported functions. */
function functionsOf(file: string): readonly Documented[] {
  return exportsOf(file).flatMap((symbol) => {
    return symbol.flags & ts.SymbolFlags.Function ? [documented(nameOf(file, symbol), symbol)] : [];
  });
}

/** The properties of every options interface, including inherited ones. */
function optionsOf(file: string): readonly (Documented & { readonly isOptional: boolean })[] {
  return exportsOf(file)
    .filter(({ name }) => /Options$/.test(name))
    .flatMap((symbol) => {
      const properties = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
      return properties.map((property) => ({
        ...documented(`${nameOf(file, symbol)}.${property.name}`, property),
        isOptional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      }));
    });
}

/** The codes of both packages: the property names in the types of their args. */
const codes: ReadonlySet<string> = new Set(
  files
    .flatMap(exportsOf)
    .filter(({ name }) => name === 'DiagnosticArgs' || name === 'MigrationArgs')
    .flatMap((each) => checker.getDeclaredTypeOfSymbol(each).getProperties())
    .map(({ name }) => name),
);

describe.each(files.map((file) => [file.slice(packages.length), file]))('the API of %s', (_, file) => {
  test('has a doc comment on every export', () => {
    const all = exportsOf(file).map((symbol) => documented(nameOf(file, symbol), symbol));
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(({ text }) => text === '').map(({ name }) => name)).toEqual([]);
  });

  test('has a doc comment on every option, with the default of each optional one', () => {
    const all = optionsOf(file);
    const missing = all.filter(({ text, isOptional }) =>
      isOptional ? !/\bDefault: \S/.test(text) : text === '',
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('documents the errors of every function with codes that exist', () => {
    const all = functionsOf(file);
    const functions = new Set(files.flatMap(functionsOf).map(({ name }) => name.split(' ').at(-1)));
    const wrong = all.flatMap(({ name, throws, text }) => {
      if (throws.length === 0) return /\bNever (throws|rejects)\b/.test(text) ? [] : [`${name}: no @throws`];
      const named = throws.flatMap((each) => [...each.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));
      if (named.length === 0) return [`${name}: no code`];
      const isKnown = (word: string): boolean =>
        codes.has(word) || functions.has(word) || ['fix', 'write', 'plan', 'signal'].includes(word);
      return named.filter((word) => !isKnown(word)).map((word) => `${name}: ${word}`);
    });
    expect(wrong).toEqual([]);
  });
});
