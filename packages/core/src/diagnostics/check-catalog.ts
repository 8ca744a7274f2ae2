import { defaultMaxSize } from '../lambda/quotas.js';
import type { Items, Lists, MaybeTexts, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { mebibytes } from './sizes.js';

const deleteCache = 'Run `lambdazip cache clear` and build again.';

const scriptHelp = 'Save it with LF line endings (`* text=auto eol=lf` in .gitattributes).';

const mostFiles = 10;

function shortList(files: readonly string[]): string {
  const more = files.length - mostFiles;
  return `${files.slice(0, mostFiles).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * `size`, `limit` and `programSize` are bytes; `largest` has the largest entries, in descending order of size. `programs` is
 * the number of handlers with a program of their own in the archive, 0 if that is not known.
 */
type TooLarge = Texts<'archive'> &
  Numbers<'size' | 'limit' | 'programs' | 'programSize'> &
  Items<'largest', { readonly name: string; readonly size: number }>;

function listedSizes(largest: TooLarge['largest']): string {
  return largest.map(({ name, size }) => `${name} (${mebibytes(size)})`).join(', ');
}

/** The ways out for an archive with several programs. */
function lessPrograms({ programs, programSize }: TooLarge): string {
  const they = `Its ${programs} handlers have ${programs} programs of ${mebibytes(programSize)} together`;
  return `${they}: run \`lambdazip size\` to see what one program for all of them weighs (\`"layout": "multicall"\`), or \`lambdazip split --max-size ${defaultMaxSize / 1024 / 1024}MiB\` to divide them into several archives.`;
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

/** Findings of the checks before packaging, and of `inspect`. */
export const checkCatalog: Catalog<CheckArgs> = {
  'check-entry-duplicate': entry(
    'code',
    ({ entry: name, count }) => `the zip has ${count} entries named ${name}`,
    () => 'Recreate the zip with one entry per name: some tools read the first one, others the last.',
  ),
  'check-entry-header-shared': entry(
    'code',
    ({ entry: name, count }) => `${count} central directory entries share the local file header of ${name}`,
    () => 'Rebuild the zip from its sources. Do not trust this one: no zip tool writes such entries.',
  ),
  'check-failed': entry(
    'code',
    ({ count }) => `preflight checks failed: found ${count} ${count === 1 ? 'error' : 'errors'}`,
    () => 'Fix the errors above and build again. Nothing was written.',
  ),
  'check-not-elf': entry(
    'code',
    ({ handler, reason }) => `${handler} is not a program that Linux can start: ${reason}`,
    () =>
      `Build it with GOOS=linux and without -buildmode. If lambdazip built it, run \`lambdazip cache clear\` and build again.`,
  ),
  'check-truncated': entry(
    'code',
    ({ handler, reason }) => `${handler} is truncated or damaged: ${reason}`,
    () => deleteCache,
  ),
  'check-wrong-architecture': entry(
    'code',
    ({ handler, expected, found }) =>
      `${handler}: expected a program for ${expected}, found one for ${found}`,
    ({ expected }) => `Build it for ${expected}: Lambda would fail with \`exec format error\`.`,
  ),
  'check-dynamic': entry(
    'advice',
    ({ handler, needs }) =>
      `${handler}: expected a statically linked program, found one that needs ${needs.join(', ')}`,
    () =>
      'Remove the flag that links it dynamically (-linkmode=external or -buildmode=pie), or set `go.cgo` to true if it needs the C library. Dynamically linked programs depend on the machine that links them.',
  ),
  'check-loader-missing': entry(
    'code',
    ({ handler, needed, found, runtime }) =>
      `${handler} needs the loader ${needed}, but ${runtime} only has ${found}`,
    () =>
      'Build in an image with glibc, such as the one of the runtime, or remove `go.cgo`. The program was linked with a different C library (Alpine, Nix), and Lambda would fail with `no such file or directory`.',
  ),
  'check-glibc-too-new': entry(
    'code',
    ({ handler, needed, release, found, runtime }) =>
      `${handler} needs glibc ${release} (${needed}), but ${runtime} has glibc ${found}`,
    () => 'Build in an image with an older C library, such as the one of the runtime, or remove `go.cgo`.',
  ),
  'check-lambda-library-too-old': entry(
    'code',
    ({ handler, found }) =>
      `${handler} uses aws-lambda-go ${found}, which only supports go1.x; provided.* needs v1.18.0 or later`,
    () => 'In its module, run `go get github.com/aws/aws-lambda-go@latest`, then `go mod tidy`.',
  ),
  'check-norpc-missing': entry(
    'advice',
    ({ handler }) => `${handler} was built without the tag lambda.norpc`,
    () =>
      'Check that no variable or flag replaces the build tags: without this tag, the program is larger and starts more slowly.',
  ),
  'check-local-replace': entry(
    'advice',
    ({ handler, module, path }) =>
      `${handler} contains the directory ${path}: go.mod replaces ${module} with an absolute path`,
    () =>
      'Use a relative path (`../module`) in go.mod: with an absolute path, other machines build different programs.',
  ),
  'check-not-executable': entry(
    'code',
    ({ entry: name, what, mode }) =>
      `${name} is ${startedFiles[what]}, but ${mode === null ? 'the zip has no mode for it' : `its mode is ${mode}`}: Lambda cannot start it`,
    () =>
      'Set `"mode": "0755"` in `files`, or create the zip with file modes, which zip tools on Windows leave out.',
  ),
  'check-not-readable': entry(
    'code',
    ({ entry: name, mode }) => `${name} has mode ${mode}: the user that runs the function cannot read it`,
    () => 'Use mode 0644, or 0755 for a program.',
  ),
  'check-bootstrap-missing': entry(
    'code',
    ({ elsewhere }) =>
      `\`bootstrap\` not found at the top of the zip, where provided.* runtimes look for it${elsewhere === null ? '' : ` (found ${elsewhere})`}`,
    () =>
      'Build the archive with lambdazip, or put the program at the top of the zip and name it `bootstrap`.',
  ),
  'check-script-line-ends': entry(
    'code',
    ({ entry: name }) =>
      `the first line of the script ${name} ends in CR LF: Linux looks for an interpreter with a carriage return in its name`,
    () => scriptHelp,
  ),
  'check-script-carriage-return': entry(
    'advice',
    ({ entry: name }) =>
      `the first line of the script ${name} contains a carriage return: Linux cannot start it`,
    () => scriptHelp,
  ),
  'line-ends-converted': entry(
    'advice',
    ({ files }) =>
      `${files.length === 1 ? '1 file has' : `${files.length} files have`} CR LF line endings here but LF in git, so other machines build different archives: ${shortList(files)}`,
    ({ files }) =>
      `Add \`* text=auto eol=lf\` to the end of .gitattributes, then delete ${files.length === 1 ? 'the file' : 'the files'} and run \`git restore\` for ${files.length === 1 ? 'it' : 'them'}.`,
  ),
  'check-entry-unreadable': entry(
    'code',
    ({ entry: name, reason }) => `cannot extract ${name}: ${reason}`,
    () => 'Recreate the zip with stored or deflated entries, without a password.',
  ),
  'check-unzipped-too-large': entry(
    'code',
    ({ archive, size, limit, largest }) =>
      `archive ${archive} is ${mebibytes(size)} unzipped, more than Lambda's limit of ${mebibytes(limit)}; largest entries: ${listedSizes(largest)}`,
    (args) =>
      args.programs > 1
        ? `${lessPrograms(args)} Layers count towards the limit too.`
        : 'Remove files that the function does not read, or turn on `go.strip` and `go.norpc` if they are off. Layers count towards the limit too.',
  ),
  'check-zipped-too-large': entry(
    'advice',
    ({ archive, size, limit, largest }) =>
      `archive ${archive} is ${mebibytes(size)}, more than the direct upload limit of ${mebibytes(limit)}; largest entries: ${listedSizes(largest)}`,
    (args) =>
      `Upload it through S3, as \`sam deploy\` and the CDK do.${args.programs > 1 ? ` ${lessPrograms(args)}` : ''}`,
  ),
  'runtime-deprecated': entry(
    'advice',
    ({ runtime, deprecated, creationBlocked, updatesBlocked }) =>
      `runtime ${runtime} was deprecated on ${deprecated}; AWS blocks new functions from ${creationBlocked} and updates from ${updatesBlocked}`,
    ({ asOf }) =>
      `Use \`provided.al2023\`. (These are the dates that AWS published as of ${asOf}; it has postponed such dates before.)`,
  ),
};
