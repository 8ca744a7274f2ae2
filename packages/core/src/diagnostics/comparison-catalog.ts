import type { Flags, Lists, MaybeTexts, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

/** The file with which the archive is compared; null for a rebuild. */
type Where = MaybeTexts<'otherFile'>;

/** `found` is the value in the archive, `other` the value in the archive or rebuild with which it is compared. */
type Pair = Where & Texts<'found' | 'other'>;

const where = ({ otherFile }: Where): string => (otherFile === null ? 'here' : `in ${otherFile}`);
const pair = (values: Pair): string => `${values.found}, ${where(values)} ${values.other}`;
const sameCall = 'Build both with the same manifest, flags and variables.';

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

/** Likely causes of a difference between two archives, derived from the archives. */
export const comparisonCatalog: Catalog<ComparisonArgs> = {
  'differs-entries': entry(
    'work',
    () => 'the archives do not hold the same files',
    () => 'Look for handlers or `files` that were added, removed or renamed, and for another layout.',
  ),
  'differs-mode': entry(
    'work',
    (values) => `files have another mode than ${where(values)}`,
    () => 'Archive format 1 has 0755 for programs and files declared so, 0644 for all others.',
  ),
  'differs-encoder': entry(
    'work',
    () => 'file bytes equal, deflated by another encoder or at another level',
    () =>
      "lambdazip deflates as stock zlib does, at the manifest's `compression`. Another tool, or Node's own zlib, gives other bytes.",
  ),
  'differs-container': entry(
    'work',
    () => 'all files are equal, packed by another tool: dates, header fields or the order of entries differ',
    () => 'Run `lambdazip verify` on each: it names the fields that are not those of archive format 1.',
  ),
  'differs-bootstrap': entry(
    'work',
    (values) => `the bootstrap is ${pair(values)}`,
    () => 'Give both the same `bootstrap` and the same release of lambdazip.',
  ),
  'differs-line-ends': entry(
    'work',
    () => 'the text is the same but for its line ends (CRLF, LF)',
    () => 'git changes them on checkout: write `* text=auto eol=lf` into .gitattributes.',
  ),
  'differs-file': entry(
    'work',
    (values) => `the file's content is another than ${where(values)}`,
    () => 'Look at the file in both sources.',
  ),
  'differs-build-id': entry(
    'work',
    () => 'the programs differ in their build IDs alone, which change with comments and line ends',
    () =>
      'lambdazip clears them (`.note.go.buildid`, `.note.gnu.build-id`); what another tool packed still has them.',
  ),
  'differs-go-version': entry(
    'work',
    (values) => `built with ${pair(values)}`,
    ({ found }) =>
      `Set \`go.version\` in the manifest to \`${found.replace(/^go/, '').split(' ')[0]}\`, and every machine builds with that release.`,
  ),
  'differs-main-package': entry(
    'work',
    (values) => `built from the main package ${pair(values)}`,
    () =>
      'Give the handler the same package in both manifests, by its directory or import path, not by files.',
  ),
  'differs-module': entry(
    'work',
    ({ module, ...values }) => `module ${module} ${pair(values)}`,
    () => 'go.mod is another one: check out the commit that the archive was built from.',
  ),
  'differs-module-sum': entry(
    'work',
    ({ module, ...values }) => `module ${module} has the sum ${pair(values)}`,
    () =>
      'Sums are missing where a program was built from a vendor directory (`go.mod: vendor`); two different sums mean two different contents under one version.',
  ),
  'differs-absolute-replace': entry(
    'work',
    ({ module, path }) =>
      `replace with an absolute path: go.mod puts ${path} in the place of ${module}, and go writes that path into the program`,
    () => 'Replace it by a relative path (`../module`).',
  ),
  'differs-tags': entry(
    'work',
    (values) => `built with -tags ${pair(values)}`,
    () => 'Look at `go.tags` and `go.norpc` in the manifest.',
  ),
  'differs-ldflags': entry(
    'work',
    (values) => `built with -ldflags ${pair(values)}`,
    () => 'Look at `go.ldflags`, and give variables the same values with `--set`.',
  ),
  'differs-embedded-file': entry(
    'work',
    ({ path }) => `the embedded file ${path} has another content`,
    () =>
      'Look at the file: it may be generated, or git may have changed its line ends on checkout (`* text=auto eol=lf` in .gitattributes).',
  ),
  'differs-profile': entry(
    'work',
    (values) =>
      values.found === values.other
        ? `built with the PGO profile ${values.found}, whose content may differ`
        : `built with the PGO profile ${pair(values)}`,
    () => 'Look at `go.pgo`; keep the profile in the repository.',
  ),
  'differs-architecture': entry(
    'work',
    (values) => `built for GOARCH=${pair(values)}`,
    () => 'Give the same `--arch`, or set `architecture` in the manifest.',
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
      'Without CGO_ENABLED=0 go links the C library of the machine wherever it finds a C compiler. Leave `go.cgo` out.',
  ),
  'differs-vcs': entry(
    'work',
    ({ has, ...other }) =>
      has
        ? `built from a git tree without -buildvcs=false: its state (commit, clean or dirty) stands in the program`
        : `built without the state of git, which stands in the program ${where(other)}`,
    () =>
      'Build with -buildvcs=false, as lambdazip does; the commit belongs into the record beside the archive.',
  ),
  'differs-trimpath': entry(
    'work',
    ({ has, ...other }) =>
      has
        ? `built with -trimpath, ${where(other)} without`
        : 'built without -trimpath: the paths of the machine stand in the program',
    () => 'Leave `go.trimpath` at its default.',
  ),
  'differs-symbols': entry(
    'work',
    ({ has, ...other }) =>
      has
        ? `has symbol or debug tables, and none ${where(other)}: built without -ldflags "-s -w"`
        : `has no symbol tables, which are there ${where(other)}: built with -ldflags "-s -w"`,
    () => 'Look at `go.strip`.',
  ),
  'differs-go-line': entry(
    'work',
    (values) => `built with the GODEBUG defaults ${pair(values)}: the go line of go.mod differs`,
    () => 'Check out the commit that the archive was built from.',
  ),
  'differs-setting': entry(
    'work',
    ({ name, ...values }) => `built with ${name}=${pair(values)}`,
    () => sameCall,
  ),
  'differs-source': entry(
    'work',
    ({ sections }) =>
      `the source code differs, or flags that go does not record (-gcflags, -ldflags): everything go recorded is equal, and ${sections.slice(0, 4).join(', ') || 'the headers'} differ`,
    () =>
      'Check out the commit that the archive was built from, without local changes; the record beside the archive names it.',
  ),
  'differs-command': entry(
    'work',
    (values) => `the record's go command says ${pair(values)}`,
    () => sameCall,
  ),
};
