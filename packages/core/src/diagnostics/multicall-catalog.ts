import type { Lists, MaybeTexts, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { didYouMean } from './did-you-mean.js';

/** What keeps a Go release from running several main packages as one program. */
export type MulticallProblem = 'too-old' | 'runtime' | 'probe';

/** The args of each code. */
export interface MulticallArgs {
  /** `setting` is `module`, `go.version`, `GODEBUG`, or a setting of `go`. */
  'multicall-settings-differ': Texts<'handler' | 'other' | 'setting' | 'value' | 'otherValue'>;
  'multicall-go-files': Texts<'handler'>;
  'multicall-foreign-main': Texts<'handler' | 'package' | 'directory'>;
  'multicall-c-files': Texts<'handler' | 'package'> & Lists<'files'>;
  'multicall-main-symbol': Texts<'package' | 'file' | 'symbol'>;
  'multicall-main-imported': Texts<'package' | 'importer'>;
  'multicall-source-embedded': Texts<'package' | 'pattern' | 'file' | 'directory'>;
  'multicall-module-main': Texts<'file'>;
  'multicall-directory-exists': Texts<'path'>;
  'multicall-go-unsupported': Texts<'version' | 'reason'> & OneOf<'problem', MulticallProblem>;
  'multicall-profile-ignored': Texts<'profile'> & Lists<'handlers'>;
  'functions-not-for-layout': Texts<'layout'>;
  'function-name-invalid': Texts<'name'>;
  'function-handler-unknown': Texts<'name' | 'handler'> & MaybeTexts<'likely'>;
}

const separately =
  'move one of the handlers into a separate archive under `archives`, or use the layout `binaries`';

/** Errors and warnings about programs that contain several main packages. */
export const multicallCatalog: Catalog<MulticallArgs> = {
  'multicall-settings-differ': entry(
    'manifest',
    ({ handler, other, setting, value, otherValue }) =>
      setting === 'GODEBUG'
        ? `the GODEBUG defaults of ${handler} (${value}) differ from those of ${other} (${otherValue}); one program has one set`
        : setting === 'module'
          ? `${handler} is in the module ${value}, but ${other} is in ${otherValue}; one program has the main packages of one module`
          : `${handler} has \`${setting}\` ${value}, but ${other} has ${otherValue}; handlers in one program share their settings`,
    ({ setting }) =>
      setting === 'GODEBUG'
        ? 'Write the same `//go:debug` lines in both main packages, or use `godebug` in go.mod for all of them.'
        : setting === 'module'
          ? `Give each module its own archive under \`archives\`, list the modules in a go.work and set "go": { "work": true }, or use the layout \`binaries\`.`
          : `Use the same setting for both, ${separately}.`,
  ),
  'multicall-go-files': entry(
    'manifest',
    ({ handler }) => `${handler} is a list of .go files, which cannot be part of one program`,
    () => 'Move the files into a directory of their own and use its path, or use the layout `binaries`.',
  ),
  'multicall-foreign-main': entry(
    'manifest',
    ({ handler, package: path, directory }) =>
      `the main package ${path} of ${handler} is not in the project but in ${directory}, where go does not replace files`,
    () => 'Move the handler into a separate archive with the layout `binaries`.',
  ),
  'multicall-c-files': entry(
    'manifest',
    ({ handler, package: path, files }) =>
      `the main package ${path} of ${handler} contains C code, in ${files.join(', ')}, which cannot be part of one program`,
    () =>
      'Move the C code into a package that the main package imports, or move the handler into a separate archive with the layout `binaries`.',
  ),
  'multicall-main-symbol': entry(
    'code',
    ({ package: path, file, symbol }) =>
      `${file} of ${path} refers to ${symbol}, but in one program no handler's package is named \`main\``,
    () => `Move what it refers to into a package that both can import, or use the layout \`binaries\`.`,
  ),
  'multicall-main-imported': entry(
    'code',
    ({ package: path, importer }) =>
      `${importer} imports ${path}, which is a program, not an importable package`,
    () => 'Move the code that both need into a package of its own.',
  ),
  'multicall-source-embedded': entry(
    'code',
    ({ package: path, pattern, file }) =>
      `\`//go:embed ${pattern}\` of ${path} matches ${file}, a source of the program that the layout \`multicall\` generates or changes`,
    ({ directory }) =>
      `Use patterns in ${directory} that match no sources of main packages, or use the layout \`binaries\`.`,
  ),
  'multicall-module-main': entry(
    'manifest',
    ({ file }) => `the module in ${file} is named \`main\`, and so is the package in its directory`,
    () => 'Change the `module` line of go.mod, or use the layout `binaries`.',
  ),
  'multicall-directory-exists': entry(
    'manifest',
    ({ path }) => `${path} exists, but the layout \`multicall\` generates a package with this name`,
    () => 'Rename the directory, or use the layout `binaries`.',
  ),
  'multicall-go-unsupported': entry(
    'machine',
    ({ version, problem, reason }) =>
      problem === 'too-old'
        ? `the layout \`multicall\` needs Go 1.21 or newer, found ${version}`
        : `Go ${version} does not run several main packages as one program: ${reason}`,
    ({ problem }) =>
      problem === 'too-old'
        ? 'Set "go": { "version": ... } to a newer release, or use the layout `binaries`.'
        : 'Use the layout `binaries`, or set "go": { "version": ... } to a release that docs/layouts.md lists.',
  ),
  'multicall-profile-ignored': entry(
    'advice',
    ({ profile, handlers }) =>
      `${profile} of ${handlers.join(', ')} is not used: one program is compiled with one profile`,
    () => 'Set `go.pgo` to the path of a profile for all handlers, or to `off`.',
  ),
  'functions-not-for-layout': entry(
    'manifest',
    ({ layout }) =>
      `\`functions\` has no effect with the layout \`${layout}\`, where each handler has a program`,
    () => 'Remove it, or set "layout": "multicall".',
  ),
  'function-name-invalid': entry(
    'manifest',
    ({ name }) => `${JSON.stringify(name)} is not the name of a function, or a pattern for some`,
    () => 'Use up to 64 letters, digits, `-` and `_`; `*` matches any characters.',
  ),
  'function-handler-unknown': entry(
    'manifest',
    ({ name, handler, likely }) =>
      `handler ${handler} of \`functions\`, for ${name}, not found in the archive${didYouMean(likely)}`,
    () => 'Use one of the handlers of the archive.',
  ),
};
