import { architectureNames, architectures } from '../lambda/architectures.js';
import type { Lists, MaybeTexts, None, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { didYouMean } from './did-you-mean.js';

/** The variables that `go.env` cannot set, since lambdazip or the environment sets them, and what to do instead. */
export const reservedVariables: ReadonlyMap<string, string> = new Map([
  ['GOOS', 'Remove it: programs are always built for Linux.'],
  ['GOARCH', 'Use the setting `architecture`.'],
  ...architectureNames.map((each) => {
    const { variable, setting } = architectures[each].microarchitecture;
    return [variable, `Use the setting \`go.${setting}\`.`] as const;
  }),
  ['CGO_ENABLED', 'Use the setting `go.cgo`.'],
  ['GOFLAGS', 'Use the settings of `go`, such as `tags`, `ldflags` and `mod`.'],
  ['GOENV', 'Set the variables themselves in `go.env`; a go/env file is not read.'],
  ['GOWORK', 'Use the setting `go.work`.'],
  ['GOTOOLCHAIN', 'Use the setting `go.version`.'],
  ['GOROOT', 'Use the setting `go.version`, or put the Go installation to use first on PATH.'],
  ['GO111MODULE', 'Remove it: lambdazip always builds in module mode.'],
  ['GO_EXTLINK_ENABLED', 'Use the setting `go.cgo`, and `-linkmode` in `go.ldflags`.'],
  ['GOTMPDIR', 'Set TMPDIR in the environment, or use `--cache-dir`.'],
  ['GOCACHE', 'Set it in the environment instead.'],
  ['GOMODCACHE', 'Set it in the environment instead.'],
  ['GOPATH', 'Set GOMODCACHE in the environment instead.'],
  ['GOCACHEPROG', 'Set it in the environment instead.'],
  ['GOAUTH', 'Set it in the environment instead.'],
  ['PATH', 'Set it in the environment instead.'],
  ['PWD', 'Remove it: go runs in the directory of the module.'],
]);

/** In `reservedVariables`; a value that would start a program; without effect unless cgo is on; not in `known`. */
type GoEnvProblem = 'reserved' | 'value' | 'cgo' | 'unknown';

function goEnvHelp({ name, problem, known }: ManifestArgs['go-env-reserved']): string {
  switch (problem) {
    case 'reserved':
      return reservedVariables.get(name) ?? 'Remove it.';
    case 'value':
      return 'Remove `execerrdot`: it lets go start programs from the current directory.';
    case 'cgo':
      return 'Set `go.cgo` to true, or remove it: it has no effect without cgo.';
    case 'unknown':
      return `Remove it. \`go.env\` accepts ${known.join(', ')}, and with \`go.cgo\` also CC, CXX, CGO_* and PKG_CONFIG*.`;
    default:
      return problem satisfies never;
  }
}

const withoutHandlers = {
  manifest: 'the manifest',
  handlers: 'the manifest',
  archives: 'the manifest',
} as const;

/** The args of each code. */
export interface ManifestArgs {
  'manifest-invalid': Texts<'file'> & Numbers<'count'>;
  /** `path` is the missing file or directory; null if the working directory has none of `known`. */
  'manifest-not-found': OneOf<'missing', 'file' | 'directory' | 'known'> &
    MaybeTexts<'path'> &
    Lists<'known'>;
  'manifest-ambiguous': Lists<'names'>;
  'manifest-is-directory': Texts<'path'>;
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

/** Errors in the text of a manifest, and in finding and reading its file. */
export const manifestCatalog: Catalog<ManifestArgs> = {
  'manifest-invalid': entry(
    'manifest',
    ({ file, count }) => `found ${count} ${count === 1 ? 'error' : 'errors'} in ${file}`,
    () => 'Fix the errors above and try again. Nothing was built.',
  ),
  'manifest-not-found': entry(
    'call',
    ({ missing, path, known }) =>
      missing === 'known'
        ? `no manifest in this directory (looked for ${known.join(', ')})`
        : `${missing === 'file' ? 'manifest' : 'directory'} not found: ${path}`,
    () =>
      'Pass the path of a manifest (`lambdazip build path/to/lambdazip.json`), or create one with `lambdazip init`.',
  ),
  'manifest-ambiguous': entry(
    'call',
    ({ names }) => `found several manifests in this directory: ${names.join(', ')}`,
    () => 'Pass the path of one of them, as in `lambdazip build lambdazip.json`.',
  ),
  'manifest-is-directory': entry(
    'call',
    ({ path }) => `${path} is a directory, not a manifest`,
    ({ path }) => `Run the command there with \`-C ${path}\`, or pass the path of its manifest.`,
  ),
  'manifest-unreadable': entry('machine', ({ file, reason }) => `cannot read ${file}: ${reason}`),
  'manifest-syntax': entry(
    'manifest',
    ({ format, problem }) => `invalid ${format}: ${problem}`,
    () =>
      'A manifest is JSON, in which comments and trailing commas are allowed, or YAML if its name ends in .yaml or .yml.',
  ),
  'manifest-more-errors': entry(
    'manifest',
    ({ count }) => `${count} more ${count === 1 ? 'error is' : 'errors are'} not shown`,
    () => 'Fix the errors above first.',
  ),
  'manifest-nul': entry(
    'manifest',
    () => 'this text contains a NUL character (`\\u0000`)',
    () => 'Remove it: paths, arguments and environment variables cannot contain NUL.',
  ),
  'manifest-duplicate-key': entry(
    'manifest',
    ({ key, line }) => `duplicate key ${JSON.stringify(key)} (first defined on line ${line})`,
    () => 'Remove one of the two.',
  ),
  'manifest-unknown-key': entry(
    'manifest',
    ({ key, likely }) => `unknown setting \`${key}\`${didYouMean(likely)}`,
    ({ known }) => `Valid settings: ${known.join(', ')}.`,
  ),
  'manifest-value-invalid': entry(
    'manifest',
    ({ what, expected, found, likely }) =>
      `${what === 'the manifest' ? what : `\`${what}\``}: expected ${expected}, found ${found}${didYouMean(likely)}`,
    () =>
      'See docs/manifest.md for every setting and its values, or run `lambdazip schema` to print the JSON Schema.',
  ),
  'manifest-runtime-unsupported': entry(
    'manifest',
    ({ found, retired }) =>
      retired === null
        ? `${found} is not a custom (provided.*) runtime`
        : `runtime ${found} was deprecated on ${retired}; new functions cannot use it`,
    () => 'Use `provided.al2023` or `provided.al2`.',
  ),
  'manifest-no-handlers': entry(
    'manifest',
    (values) =>
      `${values.in === 'archive' ? `archive \`${values.archive}\`` : withoutHandlers[values.in]} has no handlers`,
    () => 'Add at least one, as in { "handlers": { "bin/create": "./cmd/create" } }.',
  ),
  'manifest-handlers-and-archives': entry(
    'manifest',
    ({ key }) => `\`${key}\` cannot be combined with \`archives\``,
    ({ key }) =>
      key === 'name'
        ? 'Remove `name`: each key of `archives` is the name of an archive.'
        : `Move \`${key}\` into one of the archives.`,
  ),
  'setting-not-for-layout': entry(
    'manifest',
    ({ setting, value, archive }) =>
      `this handler has \`${setting}: ${value}\`, but its archive has \`${setting}: ${archive}\``,
    () =>
      'Use the layout `per-handler`, or move the handler into a separate archive under `archives`: all programs in an archive have the same target.',
  ),
  'handler-name-invalid': entry(
    'manifest',
    ({ name, reason }) => `${JSON.stringify(name)} is not a valid handler: ${reason}`,
    () =>
      "Use a relative path of up to 128 printable ASCII characters, without spaces and with `/` as separator: it is the function's Handler and the path of the program in the archive.",
  ),
  'handler-named-bootstrap': entry(
    'manifest',
    () => 'a handler cannot be named `bootstrap`: that is the entry point of the archive',
    () =>
      'Choose a different name, such as `bin/main`, or use the layout `per-handler`, in which the program is the bootstrap.',
  ),
  'file-name-invalid': entry(
    'manifest',
    ({ name, reason }) => `${JSON.stringify(name)} is not a valid path in an archive: ${reason}`,
    () => 'Use a relative path of printable ASCII characters, without spaces and with `/` as separator.',
  ),
  'path-collision': entry(
    'manifest',
    ({ name, other }) =>
      name === other
        ? `two entries of the archive have the path ${JSON.stringify(name)}`
        : `${JSON.stringify(name)} and ${JSON.stringify(other)} cannot be in the same archive`,
    () =>
      'Rename one of them: paths must differ in more than case, and a path cannot be the directory of another.',
  ),
  'output-collision': entry(
    'manifest',
    ({ path, name, other }) => `${name} and ${other} would both be written to ${path}`,
    () => 'Rename one of them. With the layout `per-handler`, each archive is named after its handler.',
  ),
  'variable-undeclared': entry(
    'manifest',
    ({ name, likely }) => `undeclared variable \`\${${name}}\`${didYouMean(likely)}`,
    ({ name }) => `Declare it with a default value: "variables": { "${name}": "..." }.`,
  ),
  'variable-malformed': entry(
    'manifest',
    ({ text }) => `${JSON.stringify(text)} contains a \`\${\` that does not start a variable`,
    () => 'Write `${NAME}` with letters, digits and `_`, or `$${` for a literal `${`.',
  ),
  'variable-too-long': entry(
    'manifest',
    ({ limit }) => `this value is longer than ${limit} characters after its variables are replaced`,
    () => 'Shorten the values in `variables`, or use fewer of them: no program accepts a longer argument.',
  ),
  'variable-value-invalid': entry(
    'call',
    ({ name }) =>
      `the value of the variable ${name} contains a NUL character, which cannot be passed on a command line`,
  ),
  'variable-unknown': entry(
    'call',
    ({ name, likely }) =>
      `\`--set ${name}\`: the manifest does not declare this variable${didYouMean(likely)}`,
    ({ known }) =>
      known.length === 0
        ? 'Declare it under `variables` in the manifest.'
        : `Declared variables: ${known.join(', ')}. Declare others under \`variables\` in the manifest.`,
  ),
  'flags-malformed': entry(
    'manifest',
    ({ flags, reason }) => `invalid flags ${JSON.stringify(flags)}: ${reason}`,
    () => 'Put \' or " around each flag that contains spaces. Go does not support escapes inside quotes.',
  ),
  'go-env-reserved': entry('manifest', ({ name }) => `\`go.env\` cannot set \`${name}\``, goEnvHelp),
  'go-flag-refused': entry(
    'manifest',
    ({ setting, flag, reason }) =>
      `flag ${JSON.stringify(flag)} is not allowed in \`go.${setting}\`: ${reason}`,
    ({ setting }) => `Remove it. docs/manifest.md lists the flags that \`go.${setting}\` accepts.`,
  ),
};
