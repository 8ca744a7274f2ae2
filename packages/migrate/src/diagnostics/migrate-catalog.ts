import type { Flags, Lists, MaybeTexts, Texts } from '@lambdazip/core/internal';
import { type Catalog, didYouMean, entry } from '@lambdazip/core/internal';

/** The args of each code. */
export interface MigrateArgs {
  'migrate-undecided': Texts<'id' | 'key' | 'handler' | 'reason'> & Lists<'candidates'>;
  'migrate-build-lines-differ': Texts<'id'> & Lists<'examples' | 'names'>;
  'migrate-build-target-unused': Texts<'name'> & Lists<'known'> & MaybeTexts<'likely'>;
  'migrate-map-unused': Texts<'key'> & Lists<'known'> & MaybeTexts<'likely'>;
  'migrate-write-outside': Lists<'files'> & Texts<'top'>;
  'migrate-outside-project': Texts<'file'> & Flags<'byLink'>;
  'migrate-map-repeated': Texts<'key' | 'id' | 'reason'>;
  'migrate-map-twice': Texts<'key' | 'other'>;
  'migrate-map-ambiguous': Texts<'key'> & Lists<'names'>;
  'migrate-no-functions': Lists<'templates'>;
  /** `names` are directories of modules that have handlers outside the project. */
  'migrate-cdk-no-handlers': Texts<'directory' | 'file' | 'where' | 'app'> & Lists<'names'>;
  'migrate-program-unused': Texts<'source'>;
  'migrate-line-unread': Texts<'source' | 'reason'>;
  'migrate-two-step-layout': Texts<'id' | 'handler'>;
  'migrate-two-step-architecture': Texts<'architecture'>;
  'migrate-tree-dirty': Lists<'files'> & Texts<'reason'>;
  'migrate-file-changed': Texts<'file'>;
  'migrate-value-left': Texts<'setting' | 'text' | 'wanted'>;
  'migrate-code-replaced': Texts<'id' | 'text' | 'archive'>;
  'migrate-plugin-obsolete': Texts<'plugin'>;
  'migrate-shared-text': Texts<'id' | 'setting' | 'wanted'>;
  'migrate-manifest-conflict': Texts<'what' | 'present' | 'found'>;
  'migrate-manifest-archives': Texts<'archive' | 'present'>;
  'migrate-parameter-default': Texts<'parameter' | 'before' | 'after'>;
  'migrate-shared-include': Texts<'file'> & Lists<'names'>;
}

/** What moving a project over finds. */
export const migrateCatalog: Catalog<MigrateArgs> = {
  'migrate-undecided': entry(
    'work',
    ({ id, handler, reason, candidates }) =>
      `the main package of ${id} (handler ${handler}) is not certain: ${reason}${candidates.length === 0 ? '' : `. Candidates: ${candidates.join(', ')}`}`,
    ({ key, candidates: [first, ...others] }) =>
      first === undefined
        ? `Name its main package with \`--map ${key}=PACKAGE\`.`
        : others.length === 0
          ? `Decide it with \`--map ${key}=${first}\`.`
          : `Decide it with \`--map ${key}=PACKAGE\`, where PACKAGE is ${others.slice(0, -1).reduce((list, each) => `${list}, ${each}`, first)} or ${others.at(-1)}.`,
  ),
  'migrate-build-lines-differ': entry(
    'work',
    ({ id, examples }) =>
      `the program of ${id} is built in several ways, and none is the obvious one for production: ${examples.join('; ')}`,
    ({ names }) => `Choose one with \`--build-target NAME\`, where NAME is ${names.join(' or ')}.`,
  ),
  'migrate-build-target-unused': entry(
    'call',
    ({ name, likely }) =>
      `\`--build-target ${name}\`: no build line is reached by a target, task, job or script of that name.${didYouMean(likely)}`,
    ({ known }) => (known.length === 0 ? 'No build lines were found.' : `Known names: ${known.join(', ')}.`),
  ),
  'migrate-map-unused': entry(
    'call',
    ({ key, likely }) =>
      `\`--map ${key}=...\`: no Go function of the templates has that handler or name.${didYouMean(likely)}`,
    ({ known }) =>
      known.length === 0 ? 'There is none at all: name the template.' : `There are: ${known.join(', ')}.`,
  ),
  'migrate-write-outside': entry(
    'call',
    ({ files, top }) =>
      `${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} outside the project (${top}); nothing was written`,
    () =>
      'Run it in the project that holds all files: only files in the git repository of the working directory are written, or without git, files in and below the working directory.',
  ),
  'migrate-outside-project': entry(
    'advice',
    ({ file, byLink }) =>
      `${file} was not read: ${byLink ? 'a symbolic link on its path leads out of the project' : 'it is outside the project'}`,
    () => 'Put it into the project if a function needs it.',
  ),
  'migrate-map-repeated': entry(
    'call',
    ({ key, id, reason }) => `\`--map ${key}=...\` cannot be used for aws_lambda_function.${id}: ${reason}`,
    () =>
      'Leave it out. Add a handler for each instance to `handlers` in the manifest, and set `filename` and `handler` of each instance: docs/migrating.md.',
  ),
  'migrate-map-twice': entry(
    'call',
    ({ key, other }) => `\`--map ${other}=...\` and \`--map ${key}=...\` give one function two packages`,
    () => 'Leave one of them out.',
  ),
  'migrate-map-ambiguous': entry(
    'call',
    ({ key, names }) => `\`--map ${key}=...\` fits several functions: ${names.join(', ')}`,
    ({ names }) => `Put the template before the name: \`--map ${names[0]}=PACKAGE\`.`,
  ),
  'migrate-no-functions': entry(
    'advice',
    ({ templates }) => `${templates.join(', ')}: no function here is a Go program whose code could be moved`,
    () => 'Name another template if this is not the one that is meant.',
  ),
  'migrate-cdk-no-handlers': entry(
    'work',
    ({ directory, file, names }) =>
      `${file}: no main package in or below ${directory} imports github.com/aws/aws-lambda-go/lambda, directly or through the project's packages${names.length === 0 ? '' : `; handlers are in ${names.join(', ')}`}`,
    ({ names, where, app }) =>
      names.length === 0
        ? 'Run `lambdazip migrate` in a directory that holds both the app and the Go modules of its functions.'
        : `Run \`${where === '.' ? '' : `cd ${where} && `}lambdazip migrate ${app}\`.`,
  ),
  'migrate-program-unused': entry(
    'advice',
    ({ source }) => `a program is built that no function of the templates names: ${source}`,
    () => 'It was left out of the manifest. Add it to `handlers` if a function of another template needs it.',
  ),
  'migrate-line-unread': entry(
    'advice',
    ({ source, reason }) => `this line runs go build and could not be followed: ${source} (${reason})`,
    () => 'Look whether what it builds is in the manifest; `--map` decides what is not.',
  ),
  'migrate-two-step-layout': entry(
    'work',
    ({ id, handler }) =>
      `the function ${id} cannot move in two steps: its handler ${handler} stands for several programs, and go1.x starts the program that the Handler names`,
    () => 'Give it a Handler of its own first, or migrate in one step.',
  ),
  'migrate-two-step-architecture': entry(
    'call',
    ({ architecture }) => `go1.x runs on x86_64 alone: \`--two-step\` and ${architecture} exclude each other`,
    () => 'Leave out `--arch`, and set the architecture in the last step (docs/migrating.md).',
  ),
  'migrate-tree-dirty': entry(
    'call',
    ({ files, reason }) =>
      `git could not give back what would be changed${files.length === 0 ? '' : ` (${files.join(', ')})`}: ${reason}`,
    () =>
      'Commit or stash first, or write all the same with `--force`; changed files are copied to `*.orig` then.',
  ),
  'migrate-file-changed': entry(
    'work',
    ({ file }) => `${file} is not as it was read: somebody changed it meanwhile`,
    () => 'Nothing was written; run it again.',
  ),
  'migrate-value-left': entry(
    'advice',
    ({ setting, text, wanted }) => `${setting} is ${text} and was left as it is (wanted: ${wanted})`,
    () => 'It cannot be changed here without guessing. See to it by hand where it comes from.',
  ),
  'migrate-code-replaced': entry(
    'advice',
    ({ id, text, archive }) =>
      `the code of ${id} was ${text}, which cannot be told from the files; it is ${archive} now`,
    () => 'Look whether something else, such as a deployment script, still sets the old value.',
  ),
  'migrate-plugin-obsolete': entry(
    'advice',
    ({ plugin }) => `${plugin} is no longer needed: lambdazip builds what it built`,
    () =>
      'Take it out of `plugins` (with `custom.go`) and of package.json before you deploy: it would build again, and put its own program in place of the archive.',
  ),
  'migrate-shared-text': entry(
    'work',
    ({ id, setting, wanted }) =>
      `the function ${id} is written as one with others (a loop, or an alias), and alone needs ${setting}: ${wanted}`,
    () => 'Write the function out, or choose a layout in which all of them can have the same.',
  ),
  'migrate-manifest-conflict': entry(
    'work',
    ({ what, present, found }) =>
      `the manifest says ${present} for ${what}, and it would have to be ${found}`,
    () => 'Nothing in a manifest is replaced. Change it there, or decide otherwise with `--map`.',
  ),
  'migrate-manifest-archives': entry(
    'work',
    ({ archive, present }) =>
      `the manifest describes one archive, ${present}, and some functions need another one, ${archive}`,
    () => 'Move its `handlers` and `files` into `archives` first (docs/manifest.md), then run it again.',
  ),
  'migrate-parameter-default': entry(
    'advice',
    ({ parameter, before, after }) =>
      `the default of the parameter ${parameter} is changed from ${before} to ${after}, and a stack that is deployed keeps the value that it has`,
    ({ parameter, after }) =>
      `Give it at the next deployment: \`--parameter-overrides ${parameter}=${after}\`. Look into samconfig.toml, pipelines and parent stacks for the old value, too.`,
  ),
  'migrate-shared-include': entry(
    'advice',
    ({ file, names }) => `${file} is changed, and ${names.join(', ')} may include it too`,
    () => 'Name all services that include it in one call, so that they move together.',
  ),
};
