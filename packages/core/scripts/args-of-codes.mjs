// The args of every code, from the types in the catalogs: their lines in docs/errors.md, and a digest of the core's
// args.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const core = file('../src/diagnostics/catalog.ts');
const migrate = file('../../migrate/src/diagnostics/catalog.ts');

/** The `Args:` line of each code in docs/errors.md, by package; '' for a code without args. */
export function argsOfCodes() {
  const program = ts.createProgram([core, migrate], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    noEmit: true,
    // The catalogs of migrate need only this type from the core, so no build is necessary.
    paths: { '@lambdazip/core/internal': [file('../src/diagnostics/args.ts')] },
  });
  const checker = program.getTypeChecker();
  return {
    core: linesOf(checker, program.getSourceFile(core), 'DiagnosticArgs'),
    migrate: linesOf(checker, program.getSourceFile(migrate), 'MigrationArgs'),
  };
}

/** The module with a constant that changes with the core's codes and with the names and types of their args. */
export function argsDigestModule(args) {
  const digest = createHash('sha256')
    .update(JSON.stringify([...args.core].sort()))
    .digest('hex');
  return `// Written by scripts/write-docs.mjs.

/** Changes with the codes and the names and types of their args: cached notes with findings depend on their shape. */
export const argsDigest = '${digest.slice(0, 16)}';
`;
}

/** docs/errors.md with the args of each code at the end of its section. */
export function withArgs(reference, args) {
  const lines = new Map([...args.core, ...args.migrate]);
  return reference
    .split(/^(?=##? )/m)
    .map((part) => {
      const code = /^## (.+)$/m.exec(part)?.[1];
      const line = code === undefined ? undefined : lines.get(code);
      if (line === undefined) return part;
      const paragraph = part.replace(/^Args: .*\n+/m, '').trimEnd();
      const end = part.endsWith('\n\n') ? '\n\n' : '\n';
      return `${paragraph}${line === '' ? '' : `\n\n${line}`}${end}`;
    })
    .join('');
}

function linesOf(checker, source, name) {
  const [declaration] = source.statements.filter(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return new Map(
    checker
      .getPropertiesOfType(checker.getTypeAtLocation(declaration))
      .map((code) => [code.name, lineOf(checker, checker.getTypeOfSymbol(code))]),
  );
}

function lineOf(checker, type) {
  const args = checker
    .getPropertiesOfType(type)
    .map((arg) => `\`${arg.name}: ${textOf(checker, checker.getTypeOfSymbol(arg))}\``)
    // The checker's own order depends on what it has checked before.
    .sort();
  return args.length === 0 ? '' : `Args: ${args.join(', ')}`;
}

function textOf(checker, type) {
  if (checker.isArrayType(type)) {
    const item = textOf(checker, checker.getTypeArguments(type)[0]);
    return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  }
  const isBoolean = (type.flags & ts.TypeFlags.Boolean) !== 0;
  if (type.isUnion() && !isBoolean) {
    const isNull = (each) => (each.flags & ts.TypeFlags.Null) !== 0;
    const parts = type.types.filter((each) => !isNull(each)).map((each) => textOf(checker, each));
    return [...parts.sort(), ...(type.types.some(isNull) ? ['null'] : [])].join(' | ');
  }
  if ((type.flags & ts.TypeFlags.Object) !== 0) {
    const parts = checker
      .getPropertiesOfType(type)
      .map((each) => `${each.name}: ${textOf(checker, checker.getTypeOfSymbol(each))}`);
    return `{ ${parts.join('; ')} }`;
  }
  return checker.typeToString(type).replaceAll('"', "'");
}
