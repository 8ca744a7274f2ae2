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
  /** What is missing or there twice is a part of `count`, or an archive; the other is null. */
  'merge-missing': MaybeTexts<'archive'> & { readonly part: number | null; readonly count: number | null };
  'merge-twice': MaybeTexts<'archive'> & { readonly part: number | null } & Lists<'files'>;
  'merge-other-build': Texts<'file' | 'other'>;
  'merge-not-a-part': Texts<'file'>;
  'manifest-exists': Texts<'file'>;
  'manifest-unwritable': Texts<'file' | 'reason'>;
  'init-no-handlers': Texts<'directory'>;
}

/** What can be wrong with how a verb is called: what it is to work on, or was given before. */
export const callCatalog: Catalog<CallArgs> = {
  'archive-unknown': entry(
    'call',
    ({ name, likely }) => `\`--archive ${name}\`: the manifest has no such archive.${didYouMean(likely)}`,
    ({ known }) => `It has: ${known.join(', ')}.`,
  ),
  'shard-invalid': entry(
    'call',
    ({ shard }) => `${shard} is no part of a build`,
    () => 'Write `--shard i/n`, with i from 1 to n.',
  ),
  'since-unknown': entry(
    'call',
    ({ revision }) => `git knows no commit ${JSON.stringify(revision)}`,
    () =>
      'Name a commit, branch or tag. CI often fetches the last commit alone: fetch more (`fetch-depth: 0`).',
  ),
  'since-no-repository': entry(
    'call',
    ({ directory, reason }) => `git does not say what was changed in ${directory}: ${reason}`,
    () => 'What a change touches is known inside of a git repository alone; there, build everything.',
  ),
  'plan-stale': entry(
    'call',
    ({ manifest, paths }) =>
      `the plan of ${manifest} is out of date: ${firstOfMany(paths)} changed after it was made`,
    () => 'Call `plan` again and build what it gives.',
  ),
  'plan-unknown': entry(
    'call',
    () => 'the plan cannot be built: it is not an object that `plan` returned in this process',
    () => 'Pass the object itself, not a copy or what was read from JSON.',
  ),
  'context-disposed': entry(
    'call',
    () => 'the context cannot build: it was disposed',
    () => 'Make a new one with `context`.',
  ),
  'costs-without-shard': entry(
    'call',
    () => '`--costs` says how large the parts of a build are, and no part was asked for',
    () => 'Give `--shard i/n` too, or leave it out.',
  ),
  'report-unreadable': entry(
    'call',
    ({ file, reason }) => `the report ${file} cannot be read: ${reason}`,
    () => 'Name a file that `lambdazip build --report` wrote when it was done.',
  ),
  'merge-missing': entry(
    'work',
    ({ archive, part, count }) =>
      `${part === null ? `the archive ${archive}` : `part ${part} of ${count}`} is in none of the reports`,
    () => 'Name the report of every part; one that is not there may be of a job that failed.',
  ),
  'merge-twice': entry(
    'work',
    ({ archive, part, files }) =>
      `${part === null ? `the archive ${archive}` : `part ${part}`} is in more than one report: ${String(files)}`,
    () => 'Give each job another number of `--shard`, and all of them the same manifest and costs.',
  ),
  'merge-other-build': entry(
    'work',
    ({ file, other }) =>
      `${file} is of another build than ${other}: the parts or the archives are not the same`,
    () => 'Give all jobs the same commit, manifest and number of parts.',
  ),
  'merge-not-a-part': entry(
    'work',
    ({ file }) => `${file} is the report of a whole build, not of a part`,
    () => 'It needs no merging; leave it out.',
  ),
  'manifest-exists': entry(
    'call',
    ({ file }) => `${file} is already there`,
    () => 'It was left as it is. Give another name, or remove it first.',
  ),
  'manifest-unwritable': entry(
    'machine',
    ({ file, reason }) => `${file} cannot be written: ${reason}`,
    () => 'Check that the directory exists and its permissions.',
  ),
  'init-no-handlers': entry(
    'call',
    ({ directory }) => `no main package in or below ${directory} imports github.com/aws/aws-lambda-go/lambda`,
    () => 'Run it where the Go modules are, or write the manifest by hand: docs/manifest.md.',
  ),
};
