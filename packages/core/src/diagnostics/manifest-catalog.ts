import { architectureNames, architectures } from '../lambda/architectures.js';
import type { Lists, MaybeTexts, None, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { didYouMean } from './did-you-mean.js';

/** Why `go.env` cannot set each variable that lambdazip itself sets for go, or that is of the machine. */
export const reservedVariables: ReadonlyMap<string, string> = new Map([
  ['GOOS', 'Lambda runs Linux; remove it.'],
  ['GOARCH', 'Use the setting `architecture`.'],
  ...architectureNames.map((each) => {
    const { variable, setting } = architectures[each].microarchitecture;
    return [variable, `Use the setting \`go.${setting}\`.`] as const;
  }),
  ['CGO_ENABLED', 'Use the setting `go.cgo`.'],
  ['GOFLAGS', 'Use the settings of `go`, such as `tags`, `ldflags` and `mod`.'],
  ['GOENV', "Write the variables themselves under `go.env`; a user's own go/env file is not read."],
  ['GOWORK', 'Use the setting `go.work`.'],
  ['GOTOOLCHAIN', 'Use the setting `go.version`.'],
  ['GOROOT', 'Use the setting `go.version`, or put the go that you mean first on PATH.'],
  ['GO111MODULE', 'lambdazip builds only modules; remove it.'],
  ['GO_EXTLINK_ENABLED', 'Use the setting `go.cgo`, and `-linkmode` in `go.ldflags`.'],
  ['GOTMPDIR', 'Set TMPDIR in the environment of lambdazip, or use `--cache-dir`.'],
  ['GOCACHE', 'Set it in the environment of lambdazip.'],
  ['GOMODCACHE', 'Set it in the environment of lambdazip.'],
  ['GOPATH', 'Set GOMODCACHE in the environment of lambdazip.'],
  ['GOCACHEPROG', 'Set it in the environment of lambdazip.'],
  ['GOAUTH', 'Set it in the environment of lambdazip.'],
  ['PATH', 'Set it in the environment of lambdazip.'],
  ['PWD', 'Remove it; go runs in the directory of the module.'],
]);

/** It is not the manifest's to set, its value starts a program, it has an effect only with cgo, or it is not in `known`. */
type GoEnvProblem = 'reserved' | 'value' | 'cgo' | 'unknown';

function goEnvHelp({ name, problem, known }: ManifestArgs['go-env-reserved']): string {
  switch (problem) {
    case 'reserved':
      return reservedVariables.get(name) ?? 'Remove it.';
    case 'value':
      return 'Remove `execerrdot`: with it go would start programs from the current directory.';
    case 'cgo':
      return 'It has an effect only with cgo: set `go.cgo` to true, or remove it.';
    case 'unknown':
      return `Remove it. \`go.env\` takes ${known.join(', ')}, and with \`go.cgo\` also CC, CXX, CGO_* and PKG_CONFIG*.`;
    default:
      return problem satisfies never;
  }
}

const withoutHandlers = { manifest: 'the manifest', handlers: '`handlers`', archives: '`archives`' } as const;

/** The args of each code. */
export interface ManifestArgs {
  'manifest-invalid': Texts<'file'> & Numbers<'count'>;
  /** `path` is the file or directory; null if none of `known` is in the working directory. */
  'manifest-not-found': OneOf<'missing', 'file' | 'directory' | 'known'> &
    MaybeTexts<'path'> &
    Lists<'known'>;
  'manifest-ambiguous': Lists<'names'>;
  'manifest-unreadable': Texts<'file' | 'reason'>;
  'manifest-syntax': Texts<'format' | 'problem'>;
  'manifest-more-errors': Numbers<'count'>;
  'manifest-nul': None;
  'manifest-duplicate-key': Texts<'key'> & Numbers<'line'>;
  'manifest-unknown-key': Texts<'key'> & Lists<'known'> & MaybeTexts<'likely'>;
  'manifest-value-invalid': Texts<'what' | 'expected' | 'found'> & MaybeTexts<'likely'>;
  'manifest-runtime-unsupported': Texts<'found'> & MaybeTexts<'retired'>;
  'manifest-no-handlers': OneOf<'in', keyof typeof withoutHandlers | 'archive'> & MaybeTexts<'archive'>;
  'manifest-handlers-and-archives': Texts<'key'>;
  'setting-not-for-layout': Texts<'setting' | 'value' | 'archive'>;
  'handler-name-invalid': Texts<'name' | 'reason'>;
  'handler-named-bootstrap': None;
  'file-name-invalid': Texts<'name' | 'reason'>;
  'path-collision': Texts<'name' | 'other'>;
  'output-collision': Texts<'path' | 'name' | 'other'>;
  'variable-undeclared': Texts<'name'> & MaybeTexts<'likely'>;
  'variable-malformed': Texts<'text'>;
  'variable-too-long': Numbers<'limit'>;
  'variable-value-invalid': Texts<'name'>;
  'variable-unknown': Texts<'name'> & Lists<'known'> & MaybeTexts<'likely'>;
  'flags-malformed': Texts<'flags' | 'reason'>;
  'go-env-reserved': Texts<'name'> & OneOf<'problem', GoEnvProblem> & Lists<'known'>;
  'go-flag-refused': Texts<'setting' | 'flag' | 'reason'>;
}

/** What can be wrong with the text of a manifest. */
export const manifestCatalog: Catalog<ManifestArgs> = {
  'manifest-invalid': entry(
    'manifest',
    ({ file, count }) => `${file} has ${count === 1 ? 'a mistake' : `${count} mistakes`}`,
    () => 'Mend what is listed and run the command again; nothing was built or written.',
  ),
  'manifest-not-found': entry(
    'call',
    ({ missing, path, known }) =>
      `no manifest: ${missing === 'known' ? `none of ${known.join(', ')} is in this directory` : `there is no ${missing} ${path}`}`,
    () => 'Name the manifest (`lambdazip build path/to/lambdazip.json`), or write one with `lambdazip init`.',
  ),
  'manifest-ambiguous': entry(
    'call',
    ({ names }) => `there are several manifests here: ${names.join(', ')}`,
    () => 'Name the one that is meant, as in `lambdazip build lambdazip.json`.',
  ),
  'manifest-unreadable': entry(
    'machine',
    ({ file, reason }) => `${file} cannot be read: ${reason}`,
    () => 'Check the path and its permissions.',
  ),
  'manifest-syntax': entry(
    'manifest',
    ({ format, problem }) => `this is not ${format}: ${problem}`,
    () =>
      'A manifest is JSON (comments and trailing commas are fine) or, with the ending .yaml or .yml, YAML.',
  ),
  'manifest-more-errors': entry(
    'manifest',
    ({ count }) => `${count} more ${count === 1 ? 'finding is' : 'findings are'} not listed`,
    () => 'Fix the listed ones first.',
  ),
  'manifest-nul': entry(
    'manifest',
    () => 'a NUL character (`\\u0000`) is in this text',
    () => 'Remove it: no path, argument or environment variable can hold one.',
  ),
  'manifest-duplicate-key': entry(
    'manifest',
    ({ key, line }) => `the key ${JSON.stringify(key)} is already on line ${line}`,
    () => 'Keep one of the two; otherwise one would silently win.',
  ),
  'manifest-unknown-key': entry(
    'manifest',
    ({ key, likely }) => `there is no setting \`${key}\` here.${didYouMean(likely)}`,
    ({ known }) => `Known here: ${known.join(', ')}.`,
  ),
  'manifest-value-invalid': entry(
    'manifest',
    ({ what, expected, found, likely }) =>
      `\`${what}\`: expected ${expected}, found ${found}.${didYouMean(likely)}`,
    () =>
      'docs/manifest.md has every setting with its values; `lambdazip schema` prints them as a JSON Schema.',
  ),
  'manifest-runtime-unsupported': entry(
    'manifest',
    ({ found, retired }) =>
      retired === null
        ? `${found} is no runtime that starts a package with a bootstrap`
        : `the runtime ${found} is retired since ${retired} and takes no new functions`,
    () => 'Choose `provided.al2023` (or `provided.al2`).',
  ),
  'manifest-no-handlers': entry(
    'manifest',
    (values) =>
      `${values.in === 'archive' ? `the archive \`${values.archive}\`` : withoutHandlers[values.in]} has no handlers`,
    () => 'Map at least one, as in { "handlers": { "bin/create": "./cmd/create" } }.',
  ),
  'manifest-handlers-and-archives': entry(
    'manifest',
    ({ key }) => `\`${key}\` cannot stand beside \`archives\``,
    ({ key }) =>
      key === 'name'
        ? 'Each archive is called by its key in `archives`; leave `name` out.'
        : `Move \`${key}\` into one of the archives.`,
  ),
  'setting-not-for-layout': entry(
    'manifest',
    ({ setting, value, archive }) =>
      `\`${setting}: ${value}\` of one handler differs from its archive's \`${archive}\``,
    () =>
      'Programs that share an archive share its target. Use the layout `per-handler`, or an archive of its own under `archives`.',
  ),
  'handler-name-invalid': entry(
    'manifest',
    ({ name, reason }) => `${JSON.stringify(name)} cannot be a handler: ${reason}`,
    () =>
      "A key of `handlers` is the function's Handler and the program's path in the archive: relative, up to 128 printable ASCII characters without spaces, with `/` between its parts.",
  ),
  'handler-named-bootstrap': entry(
    'manifest',
    () => 'a handler cannot be called `bootstrap`: that is the entry point of the archive',
    () =>
      'Choose another name, such as `bin/main`, or the layout `per-handler`, where the program is the bootstrap.',
  ),
  'file-name-invalid': entry(
    'manifest',
    ({ name, reason }) => `${JSON.stringify(name)} cannot be a path in the archive: ${reason}`,
    () => 'A path in an archive is relative, printable ASCII without spaces, with `/` between its parts.',
  ),
  'path-collision': entry(
    'manifest',
    ({ name, other }) =>
      name === other
        ? `two things would be at ${JSON.stringify(name)} in the archive`
        : `${JSON.stringify(name)} and ${JSON.stringify(other)} cannot be in one archive`,
    () =>
      'Paths must differ in more than case, since some hosts unpack them to one file, and no path may be the directory of another.',
  ),
  'output-collision': entry(
    'manifest',
    ({ path, name, other }) => `${name} and ${other} would both be written to ${path}`,
    () => 'Rename one of them; with `per-handler` the handler is the name of the file.',
  ),
  'variable-undeclared': entry(
    'manifest',
    ({ name, likely }) => `the variable \`\${${name}}\` is not declared.${didYouMean(likely)}`,
    ({ name }) => `Declare it with a default value: "variables": { "${name}": "..." }.`,
  ),
  'variable-malformed': entry(
    'manifest',
    ({ text }) => `${JSON.stringify(text)} holds a \`\${\` that is no variable`,
    () => 'Write `${NAME}` with letters, digits and `_`, or `$${` for the two characters themselves.',
  ),
  'variable-too-long': entry(
    'manifest',
    ({ limit }) => `with its variables replaced, this value is longer than ${limit} characters`,
    () =>
      'Shorten the values in `variables`, or use them less often; no program can be passed a longer argument.',
  ),
  'variable-value-invalid': entry(
    'call',
    ({ name }) => `the value of the variable ${name} holds a NUL, which no argument of a program can hold`,
    () => 'Take it out.',
  ),
  'variable-unknown': entry(
    'call',
    ({ name, likely }) => `\`--set ${name}\`: the manifest declares no such variable.${didYouMean(likely)}`,
    ({ known }) =>
      known.length === 0
        ? 'Declare it under `variables` first.'
        : `Declared are: ${known.join(', ')}. Others must be declared under \`variables\` first.`,
  ),
  'flags-malformed': entry(
    'manifest',
    ({ flags, reason }) => `the flags ${JSON.stringify(flags)} cannot be passed to go: ${reason}`,
    () =>
      'Quote a flag that holds spaces with \' or " around the whole of it; go knows no escapes inside quotes.',
  ),
  'go-env-reserved': entry('manifest', ({ name }) => `\`go.env\` cannot set \`${name}\``, goEnvHelp),
  'go-flag-refused': entry(
    'manifest',
    ({ setting, flag, reason }) =>
      `the flag ${JSON.stringify(flag)} in \`go.${setting}\` is not allowed: ${reason}`,
    ({ setting }) =>
      `Remove it. docs/manifest.md lists the flags that \`go.${setting}\` takes: those that change the program, and none that names a file to write, a file to read or a program to start.`,
  ),
};
