import type { Lists, MaybeTexts, None, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { didYouMean } from './did-you-mean.js';
import { firstOfMany } from './first-of-many.js';

/** The args of each code. */
export interface CallArgs {
  'archive-unknown': Texts<'name'> & Lists<'known'> & MaybeTexts<'likely'>;
  'shard-invalid': Texts<'shard'>;
  'since-unknown': Texts<'revision'>;
  'since-no-repository': Texts<'directory' | 'reason'>;
  'costs-without-shard': None;
  'plan-stale': Texts<'manifest'> & Lists<'paths'>;
  'plan-unknown': None;
  'context-disposed': None;
  'report-unreadable': Texts<'file' | 'reason'>;
  /** Either `archive`, or `part` (a shard) and `count` (the number of shards); the rest is null. */
  'merge-missing': MaybeTexts<'archive'> & { readonly part: number | null; readonly count: number | null };
  'merge-twice': MaybeTexts<'archive'> & { readonly part: number | null } & Lists<'files'>;
  'merge-other-build': Texts<'file' | 'other'>;
  'merge-not-a-part': Texts<'file'>;
  'manifest-exists': Texts<'file'>;
  'manifest-unwritable': Texts<'file' | 'reason'>;
  'init-no-handlers': Texts<'directory'>;
}

/** Usage errors: invalid arguments of a command or a function, and files or objects that it cannot use. */
export const callCatalog: Catalog<CallArgs> = {
  'archive-unknown': entry(
    'call',
    ({ name, likely }) => `\`--archive ${name}\`: archive not found in the manifest${didYouMean(likely)}`,
    ({ known }) => `The manifest has: ${known.join(', ')}.`,
  ),
  'shard-invalid': entry(
    'call',
    ({ shard }) => `invalid shard ${shard}`,
    () => 'Use `--shard i/n`, with i from 1 to n.',
  ),
  'since-unknown': entry(
    'call',
    ({ revision }) => `unknown git revision ${JSON.stringify(revision)}`,
    () =>
      'Pass a commit, branch or tag. CI often fetches only the last commit; fetch the whole history (`fetch-depth: 0`).',
  ),
  'since-no-repository': entry(
    'call',
    ({ directory, reason }) => `cannot determine which files changed in ${directory}: ${reason}`,
    () => 'Run the command in a git repository; without one, build everything.',
  ),
  'plan-stale': entry(
    'call',
    ({ manifest, paths }) =>
      `the plan of ${manifest} is out of date: ${firstOfMany(paths)} changed after planning`,
    () => 'Call `plan` again and build the new plan.',
  ),
  'plan-unknown': entry(
    'call',
    () => 'cannot build the plan: it is not an object that `plan` returned in this process',
    () => 'Pass the returned object itself, not a copy or a parsed JSON document.',
  ),
  'context-disposed': entry(
    'call',
    () => 'cannot build: the context was disposed',
    () => 'Create a new one with `context`.',
  ),
  'costs-without-shard': entry(
    'call',
    () => '`--costs` requires `--shard`',
    () => 'Add `--shard i/n`, or remove `--costs`.',
  ),
  'report-unreadable': entry(
    'call',
    ({ file, reason }) => `cannot read report ${file}: ${reason}`,
    () => 'Pass a file that `lambdazip build --report` wrote.',
  ),
  'merge-missing': entry(
    'work',
    ({ archive, part, count }) =>
      `${part === null ? `archive ${archive}` : `shard ${part} of ${count}`} is missing from the reports`,
    () => 'Pass the reports of all shards, and check that none of their jobs failed.',
  ),
  'merge-twice': entry(
    'work',
    ({ archive, part, files }) =>
      `${part === null ? `archive ${archive}` : `shard ${part}`} is in more than one report: ${files.join(', ')}`,
    () => 'Run each job with a different `--shard`, and all jobs with the same manifest and costs.',
  ),
  'merge-other-build': entry(
    'work',
    ({ file, other }) => `${file} and ${other} are from different builds: their shards or archives differ`,
    () => 'Run all jobs with the same commit, manifest and number of shards.',
  ),
  'merge-not-a-part': entry(
    'work',
    ({ file }) => `${file} is the report of a complete build, not of a shard`,
    () => 'Leave it out.',
  ),
  'manifest-exists': entry(
    'call',
    ({ file }) => `${file} already exists`,
    () => 'Choose a different name, or delete the file first.',
  ),
  'manifest-unwritable': entry(
    'machine',
    ({ file, reason }) => `cannot write ${file}: ${reason}`,
    () => 'Check that the directory exists and is writable.',
  ),
  'init-no-handlers': entry(
    'call',
    ({ directory }) =>
      `no main package in ${directory} or below it imports github.com/aws/aws-lambda-go/lambda`,
    () =>
      'Run `lambdazip init` in the directory of the Go modules, or write the manifest by hand (docs/manifest.md).',
  ),
};
