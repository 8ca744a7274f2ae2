import type { Flags, Lists, MaybeTexts, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

/** The file with which the archive is compared; null for a rebuild. */
type Where = MaybeTexts<'otherFile'>;

/** `found` is the value in the archive, `other` the value in the one that it is compared with. */
type Pair = Where & Texts<'found' | 'other'>;

const nameOf = ({ otherFile }: Where): string => otherFile ?? 'the rebuild';
const pair = (values: Pair): string => `${values.found} (in ${nameOf(values)}: ${values.other})`;
const sameBuild = 'Build both with the same manifest, flags and variables.';
const sameCommit = 'Check out the commit that the archive was built from.';

/** The args of each code. */
export interface ComparisonArgs {
  'differs-entries': Where;
  'differs-mode': Where;
  'differs-encoder': Where;
  'differs-container': Where;
  'differs-bootstrap': Pair;
  'differs-line-ends': Where;
  'differs-file': Where;
  'differs-build-id': Where;
  'differs-go-version': Pair;
  'differs-main-package': Pair;
  'differs-handlers': Pair;
  'differs-module': Pair & Texts<'module'>;
  'differs-module-sum': Pair & Texts<'module'>;
  'differs-absolute-replace': Texts<'module' | 'path'>;
  'differs-tags': Pair;
  'differs-ldflags': Pair;
  'differs-embedded-file': Texts<'path'> & Where;
  'differs-profile': Pair;
  'differs-architecture': Pair;
  'differs-microarchitecture': Pair & Texts<'name'>;
  'differs-cgo': Pair & Texts<'name'>;
  'differs-vcs': Where & Flags<'has'>;
  'differs-trimpath': Where & Flags<'has'>;
  'differs-symbols': Where & Flags<'has'>;
  'differs-go-line': Pair;
  'differs-setting': Pair & Texts<'name'>;
  /** `sections` is empty if only headers differ. */
  'differs-source': Lists<'sections'> & Where;
  'differs-command': Pair;
}

/** The likely causes of a difference between two archives, from what the archives contain. */
export const comparisonCatalog: Catalog<ComparisonArgs> = {
  'differs-entries': entry(
    'work',
    () => 'the archives contain different files',
    () => 'Look for handlers or `files` that were added, removed or renamed, and for a different layout.',
  ),
  'differs-mode': entry(
    'work',
    (values) => `file modes differ from ${nameOf(values)}`,
    () => 'Use mode 0755 for programs and for files declared executable, and 0644 for all others.',
  ),
  'differs-encoder': entry(
    'work',
    () => 'same file contents, compressed with a different encoder or level',
    () =>
      "Use the same `compression` in both manifests. Other tools, and Node's own zlib, do not compress as stock zlib does.",
  ),
  'differs-container': entry(
    'work',
    () =>
      'same file contents, packed by a different tool: dates, header fields or the order of entries differ',
    () => 'Run `lambdazip verify` on each to list the fields that differ from archive format 1.',
  ),
  'differs-bootstrap': entry(
    'work',
    (values) => `the bootstrap is ${pair(values)}`,
    () => 'Build both with the same `bootstrap` setting and the same release of lambdazip.',
  ),
  'differs-line-ends': entry(
    'work',
    () => 'the text differs only in its line endings (CRLF, LF)',
    () => 'git converts them on checkout: add `* text=auto eol=lf` to .gitattributes.',
  ),
  'differs-file': entry(
    'work',
    (values) => `the file's content differs from ${nameOf(values)}`,
    () => 'Compare the file in both source trees.',
  ),
  'differs-build-id': entry(
    'work',
    () => 'the programs differ only in their build IDs, which change with comments and line endings',
    () =>
      'Build both with lambdazip, which clears build IDs (`.note.go.buildid`, `.note.gnu.build-id`); other tools keep them.',
  ),
  'differs-go-version': entry(
    'work',
    (values) => `built with ${pair(values)}`,
    ({ found }) =>
      `Set \`go.version\` to \`${found.replace(/^go/, '').split(' ')[0]}\` in the manifest to build with that release on every machine.`,
  ),
  'differs-main-package': entry(
    'work',
    (values) => `built from the main package ${pair(values)}`,
    () =>
      'Give the handler the same package in both manifests, as a directory or import path, not as a list of files.',
  ),
  'differs-handlers': entry(
    'work',
    (values) => `programs of several handlers with ${pair(values)}`,
    () => 'Build both with the same handlers and main packages.',
  ),
  'differs-module': entry(
    'work',
    ({ module, ...values }) => `module ${module}: ${pair(values)}`,
    () => `go.mod differs. ${sameCommit}`,
  ),
  'differs-module-sum': entry(
    'work',
    ({ module, ...values }) => `sum of module ${module}: ${pair(values)}`,
    () =>
      'If one sum is missing, build both with or without a vendor directory (`go.mod: vendor`). If the sums differ, the same version has different contents.',
  ),
  'differs-absolute-replace': entry(
    'work',
    ({ module, path }) =>
      `go.mod replaces ${module} with the absolute path ${path}, which go writes into the program`,
    () => 'Replace it with a relative path (`../module`).',
  ),
  'differs-tags': entry(
    'work',
    (values) => `built with -tags ${pair(values)}`,
    () => 'Compare `go.tags` and `go.norpc` in the manifests.',
  ),
  'differs-ldflags': entry(
    'work',
    (values) => `built with -ldflags ${pair(values)}`,
    () => 'Compare `go.ldflags`, and pass the same values with `--set`.',
  ),
  'differs-embedded-file': entry(
    'work',
    ({ path }) => `the content of the embedded file ${path} differs`,
    () =>
      'Check whether the file is generated, or whether git converts its line endings on checkout (add `* text=auto eol=lf` to .gitattributes).',
  ),
  'differs-profile': entry(
    'work',
    (values) =>
      values.found === values.other
        ? `built with the PGO profile ${values.found}, whose content may differ`
        : `built with the PGO profile ${pair(values)}`,
    () => 'Compare `go.pgo`, and keep the profile in the repository.',
  ),
  'differs-architecture': entry(
    'work',
    (values) => `built for GOARCH=${pair(values)}`,
    () => 'Use the same `--arch`, or set `architecture` in the manifest.',
  ),
  'differs-microarchitecture': entry(
    'work',
    ({ name, ...values }) => `built with ${name}=${pair(values)}`,
    ({ name }) => `Set \`go.${name.toLowerCase()}\` in the manifest.`,
  ),
  'differs-cgo': entry(
    'work',
    ({ name, ...values }) => `built with ${name}=${pair(values)}`,
    () =>
      'Remove `go.cgo` from the manifest, and set CGO_ENABLED=0 in builds of other tools: by default, go links the C library of the machine if it finds a C compiler.',
  ),
  'differs-vcs': entry(
    'work',
    ({ has, ...other }) =>
      has
        ? 'built in a git tree without -buildvcs=false: the program contains its state (commit, clean or dirty)'
        : `built without the state of git (in ${nameOf(other)}: with it)`,
    () => 'Build with -buildvcs=false, as lambdazip does; the provenance file records the commit instead.',
  ),
  'differs-trimpath': entry(
    'work',
    ({ has, ...other }) =>
      has
        ? `built with -trimpath (in ${nameOf(other)}: without)`
        : 'built without -trimpath: the program contains paths of the machine',
    () => 'Remove `go.trimpath` from the manifest, or set it to true.',
  ),
  'differs-symbols': entry(
    'work',
    ({ has, ...other }) =>
      has
        ? `built without -ldflags "-s -w": has symbol or debug tables (in ${nameOf(other)}: none)`
        : `built with -ldflags "-s -w": has no symbol or debug tables (in ${nameOf(other)}: present)`,
    () => 'Compare `go.strip`.',
  ),
  'differs-go-line': entry(
    'work',
    (values) => `built with the GODEBUG defaults ${pair(values)}: the go line in go.mod differs`,
    () => sameCommit,
  ),
  'differs-setting': entry(
    'work',
    ({ name, ...values }) => `built with ${name}=${pair(values)}`,
    () => sameBuild,
  ),
  'differs-source': entry(
    'work',
    ({ sections }) =>
      `different sources, or flags that go does not record (-gcflags, -ldflags): recorded settings are equal, but ${sections.slice(0, 4).join(', ') || 'the headers'} ${sections.length === 1 ? 'differs' : 'differ'}`,
    () =>
      'Check out the commit that the archive was built from, without local changes; the provenance file names it.',
  ),
  'differs-command': entry(
    'work',
    (values) => `go command in the provenance: ${pair(values)}`,
    () => sameBuild,
  ),
};
