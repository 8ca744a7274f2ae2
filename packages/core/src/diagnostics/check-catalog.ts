import type { Items, Lists, MaybeTexts, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { mebibytes } from './sizes.js';

const deleteCache = 'Clear the cache (`lambdazip cache clear`) and build again.';

const scriptHelp = 'Save it with LF at the ends of lines (`* text=auto eol=lf` in .gitattributes).';

const mostFiles = 10;

function shortList(files: readonly string[]): string {
  const more = files.length - mostFiles;
  return `${files.slice(0, mostFiles).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `size` and `limit` are bytes; `largest` are the largest entries, the largest first. */
type TooLarge = Texts<'archive'> &
  Numbers<'size' | 'limit'> &
  Items<'largest', { readonly name: string; readonly size: number }>;

function listedSizes(largest: TooLarge['largest']): string {
  return largest.map(({ name, size }) => `${name} (${mebibytes(size)})`).join(', ');
}

const startedFiles = {
  bootstrap: 'the entry point',
  handler: 'a program',
  'go-program': 'a Go program',
} as const;

/** The args of each code. */
export interface CheckArgs {
  'check-entry-duplicate': Texts<'entry'> & Numbers<'count'>;
  'check-entry-header-shared': Texts<'entry'> & Numbers<'count'>;
  'check-failed': Numbers<'count'>;
  'check-not-elf': Texts<'handler' | 'reason'>;
  'check-truncated': Texts<'handler' | 'reason'>;
  'check-wrong-architecture': Texts<'handler' | 'expected' | 'found'>;
  'check-dynamic': Texts<'handler'> & Lists<'needs'>;
  'check-loader-missing': Texts<'handler' | 'needed' | 'found' | 'runtime'>;
  'check-glibc-too-new': Texts<'handler' | 'needed' | 'release' | 'found' | 'runtime'>;
  'check-lambda-library-too-old': Texts<'handler' | 'found'>;
  'check-norpc-missing': Texts<'handler'>;
  'check-local-replace': Texts<'handler' | 'module' | 'path'>;
  'check-not-executable': Texts<'entry'> & MaybeTexts<'mode'> & OneOf<'what', keyof typeof startedFiles>;
  'check-not-readable': Texts<'entry' | 'mode'>;
  'check-bootstrap-missing': MaybeTexts<'elsewhere'>;
  'check-script-line-ends': Texts<'entry'>;
  'check-script-carriage-return': Texts<'entry'>;
  'line-ends-converted': Lists<'files'>;
  'check-entry-unreadable': Texts<'entry' | 'reason'>;
  'check-unzipped-too-large': TooLarge;
  'check-zipped-too-large': TooLarge;
  'runtime-deprecated': Texts<'runtime' | 'deprecated' | 'creationBlocked' | 'updatesBlocked' | 'asOf'>;
}

/** What the checks before packaging find. */
export const checkCatalog: Catalog<CheckArgs> = {
  'check-entry-duplicate': entry(
    'code',
    ({ entry: name, count }) => `${name} is in the zip ${count} times`,
    () => 'Readers take the first or the last one. Build the zip again with one entry for each name.',
  ),
  'check-entry-header-shared': entry(
    'code',
    ({ entry: name, count }) =>
      `${count} entries of the central directory share the local file header of ${name}`,
    () => 'No zip tool writes that: do not trust the zip. Build it again from its source.',
  ),
  'check-failed': entry(
    'code',
    ({ count }) => `Lambda would refuse what was built: ${count} ${count === 1 ? 'finding' : 'findings'}`,
    () => 'Mend what is listed; nothing was written.',
  ),
  'check-not-elf': entry(
    'code',
    ({ handler, reason }) => `the program of ${handler} is no ELF program that Linux could start: ${reason}`,
    () => `Look at \`go.env\` and \`go.ldflags\` for another GOOS or a -buildmode. ${deleteCache}`,
  ),
  'check-truncated': entry(
    'code',
    ({ handler, reason }) => `the program of ${handler} is only half written, or damaged: ${reason}`,
    () => deleteCache,
  ),
  'check-wrong-architecture': entry(
    'code',
    ({ handler, expected, found }) =>
      `the program of ${handler} is for ${found}, and the function's architecture is ${expected}`,
    ({ expected }) =>
      `Lambda would say \`exec format error\`. Look at \`go.env\` for a GOARCH that is not that of ${expected}.`,
  ),
  'check-dynamic': entry(
    'advice',
    ({ handler, needs }) =>
      `the program of ${handler} was to be statically linked, and it needs ${needs.join(', ')} of the runtime`,
    () =>
      'The machine that links it has a say in its bytes then. Leave out the flag that asks for it (-linkmode=external or -buildmode=pie), or set `go.cgo` to true where the C library is wanted.',
  ),
  'check-loader-missing': entry(
    'code',
    ({ handler, needed, found, runtime }) =>
      `the program of ${handler} is started by ${needed}, and ${runtime} has ${found} alone`,
    () =>
      'Lambda would say `no such file or directory`. It was linked on a system with another C library (Alpine, Nix): build in an image with glibc, such as that of the runtime itself, or leave `go.cgo` out.',
  ),
  'check-glibc-too-new': entry(
    'code',
    ({ handler, needed, release, found, runtime }) =>
      `the program of ${handler} needs ${needed}, so glibc ${release}, and ${runtime} has glibc ${found}`,
    () =>
      'Build in an image with an older C library (that of the runtime itself, say), or leave `go.cgo` out.',
  ),
  'check-lambda-library-too-old': entry(
    'code',
    ({ handler, found }) =>
      `the program of ${handler} is linked with aws-lambda-go ${found}, which knows no runtime but go1.x; v1.18.0 is the oldest that starts on provided.*`,
    () => 'Run `go get github.com/aws/aws-lambda-go@latest`, then `go mod tidy`, in its module.',
  ),
  'check-norpc-missing': entry(
    'advice',
    ({ handler }) => `the program of ${handler} was built without the tag lambda.norpc`,
    () =>
      'It is larger and starts slower than it need be. Look whether `go.env` or a flag replaces the tags.',
  ),
  'check-local-replace': entry(
    'advice',
    ({ handler, module, path }) =>
      `the program of ${handler} names the directory ${path}: go.mod replaces ${module} by an absolute path`,
    () => 'Another machine gets other bytes. Replace it by a relative path (`../module`).',
  ),
  'check-not-executable': entry(
    'code',
    ({ entry: name, what, mode }) =>
      `${name} is ${startedFiles[what]}, and its mode is ${mode ?? 'not in the zip'}: Lambda could not start it`,
    () =>
      'Declare it with `"mode": "0755"` in `files`, or zip it with its mode; a zip that Windows made has no modes.',
  ),
  'check-not-readable': entry(
    'code',
    ({ entry: name, mode }) =>
      `the mode of ${name} is ${mode}: the user that functions run as could not read it`,
    () => 'Give it 0644, or 0755 where it is started.',
  ),
  'check-bootstrap-missing': entry(
    'code',
    ({ elsewhere }) =>
      `there is no file \`bootstrap\`, with which the provided.* runtimes start${elsewhere === null ? '' : ` (there is ${elsewhere}, which is not looked for)`}`,
    () => 'Build the archive with lambdazip, or put the program at the top of the zip under that name.',
  ),
  'check-script-line-ends': entry(
    'code',
    ({ entry: name }) =>
      `the first line of the script ${name} ends with CR LF: Linux looks for an interpreter with a carriage return in its name`,
    () => scriptHelp,
  ),
  'check-script-carriage-return': entry(
    'advice',
    ({ entry: name }) => `the first line of the script ${name} has a carriage return: Linux cannot start it`,
    () => scriptHelp,
  ),
  'line-ends-converted': entry(
    'advice',
    ({ files }) =>
      `the lines of ${files.length === 1 ? 'a file' : `${files.length} files`} end with CR LF here and with LF in git, so other machines build different archives: ${shortList(files)}`,
    ({ files }) =>
      `Add \`* text=auto eol=lf\` at the end of .gitattributes; then delete ${files.length === 1 ? 'the file' : 'the files'} and run \`git restore\` for ${files.length === 1 ? 'it' : 'them'}.`,
  ),
  'check-entry-unreadable': entry(
    'code',
    ({ entry: name, reason }) => `${name} cannot be taken out of the zip: ${reason}`,
    () => 'Zip it again, stored or deflated and without a password.',
  ),
  'check-unzipped-too-large': entry(
    'code',
    ({ archive, size, limit, largest }) =>
      `the archive ${archive} has ${mebibytes(size)} unzipped, and Lambda takes ${mebibytes(limit)}. The largest: ${listedSizes(largest)}`,
    () =>
      'Spread the handlers over several `archives`, or use the layout `per-handler`; `go.strip` and `go.norpc`, where they are switched off, make programs larger. Layers count too.',
  ),
  'check-zipped-too-large': entry(
    'advice',
    ({ archive, size, limit, largest }) =>
      `the archive ${archive} has ${mebibytes(size)}, more than the ${mebibytes(limit)} of a direct upload. The largest: ${listedSizes(largest)}`,
    () =>
      'Upload it through S3, as `sam deploy` and the CDK do by themselves, or spread it over several `archives`.',
  ),
  'runtime-deprecated': entry(
    'advice',
    ({ runtime, deprecated, creationBlocked, updatesBlocked }) =>
      `the runtime ${runtime} is deprecated since ${deprecated}; AWS takes no new functions from ${creationBlocked} and no updates from ${updatesBlocked}`,
    ({ asOf }) =>
      `Choose \`provided.al2023\`. (Dates as AWS published them in ${asOf}; they have moved before.)`,
  ),
};
