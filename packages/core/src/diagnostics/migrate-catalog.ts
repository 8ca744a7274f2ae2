import { entry } from './catalog-entry.js';
import { didYouMean } from './did-you-mean.js';

/** What moving a project over finds. */
export const migrateCatalog = {
  'migrate-undecided': entry<{
    id: string;
    key: string;
    handler: string;
    reason: string;
    candidates: readonly string[];
  }>(
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
  'migrate-build-lines-differ': entry<{ id: string; examples: readonly string[]; names: readonly string[] }>(
    'work',
    ({ id, examples }) =>
      `the program of ${id} is built in several ways, and none is the obvious one for production: ${examples.join('; ')}`,
    ({ names }) => `Choose one with \`--build-target NAME\`, where NAME is ${names.join(' or ')}.`,
  ),
  'migrate-build-target-unused': entry<{ name: string; known: readonly string[]; likely: string | null }>(
    'call',
    ({ name, likely }) =>
      `\`--build-target ${name}\`: no build line is reached by a target, task, job or script of that name.${didYouMean(likely)}`,
    ({ known }) => (known.length === 0 ? 'No build lines were found.' : `Known names: ${known.join(', ')}.`),
  ),
  'migrate-map-unused': entry<{ key: string; known: readonly string[]; likely: string | null }>(
    'call',
    ({ key, likely }) =>
      `\`--map ${key}=...\`: no Go function of the templates has that handler or name.${didYouMean(likely)}`,
    ({ known }) =>
      known.length === 0 ? 'There is none at all: name the template.' : `There are: ${known.join(', ')}.`,
  ),
  'migrate-write-outside': entry<{ files: readonly string[]; top: string }>(
    'call',
    ({ files, top }) =>
      `${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} outside the project (${top}); nothing was written`,
    () =>
      'Run it in the project that holds all files: only files in the git repository of the working directory are written, or without git, files in and below the working directory.',
  ),
  'migrate-outside-project': entry<{ file: string; byLink: boolean }>(
    'advice',
    ({ file, byLink }) =>
      `${file} was not read: ${byLink ? 'a symbolic link on its path leads out of the project' : 'it is outside the project'}`,
    () => 'Put it into the project if a function needs it.',
  ),
  'migrate-map-repeated': entry<{ key: string; id: string; reason: string }>(
    'call',
    ({ key, id, reason }) => `\`--map ${key}=...\` cannot be used for aws_lambda_function.${id}: ${reason}`,
    () =>
      'Leave it out. Add a handler for each instance to `handlers` in the manifest, and set `filename` and `handler` of each instance: docs/migrating.md.',
  ),
  'migrate-map-twice': entry<{ key: string; other: string }>(
    'call',
    ({ key, other }) => `\`--map ${other}=...\` and \`--map ${key}=...\` give one function two packages`,
    () => 'Leave one of them out.',
  ),
  'migrate-map-ambiguous': entry<{ key: string; names: readonly string[] }>(
    'call',
    ({ key, names }) => `\`--map ${key}=...\` fits several functions: ${names.join(', ')}`,
    ({ names }) => `Put the template before the name: \`--map ${names[0]}=PACKAGE\`.`,
  ),
  'migrate-no-functions': entry<{ templates: readonly string[] }>(
    'advice',
    ({ templates }) => `${templates.join(', ')}: no function here is a Go program whose code could be moved`,
    () => 'Name another template if this is not the one that is meant.',
  ),
  'migrate-cdk-no-handlers': entry<{
    directory: string;
    file: string;
    /** Directories of modules that hold handlers outside the project. */
    names: readonly string[];
    where: string;
    app: string;
  }>(
    'work',
    ({ directory, file, names }) =>
      `${file}: no main package in or below ${directory} imports github.com/aws/aws-lambda-go/lambda, directly or through the project's packages${names.length === 0 ? '' : `; handlers are in ${names.join(', ')}`}`,
    ({ names, where, app }) =>
      names.length === 0
        ? 'Run `lambdazip migrate` in a directory that holds both the app and the Go modules of its functions.'
        : `Run \`${where === '.' ? '' : `cd ${where} && `}lambdazip migrate ${app}\`.`,
  ),
  'migrate-program-unused': entry<{ source: string }>(
    'advice',
    ({ source }) => `a program is built that no function of the templates names: ${source}`,
    () => 'It was left out of the manifest. Add it to `handlers` if a function of another template needs it.',
  ),
  'migrate-line-unread': entry<{ source: string; reason: string }>(
    'advice',
    ({ source, reason }) => `this line runs go build and could not be followed: ${source} (${reason})`,
    () => 'Look whether what it builds is in the manifest; `--map` decides what is not.',
  ),
  'migrate-two-step-layout': entry<{ id: string; handler: string }>(
    'work',
    ({ id, handler }) =>
      `the function ${id} cannot move in two steps: its handler ${handler} stands for several programs, and go1.x starts the program that the Handler names`,
    () => 'Give it a Handler of its own first, or migrate in one step.',
  ),
  'migrate-two-step-architecture': entry<{ architecture: string }>(
    'call',
    ({ architecture }) => `go1.x runs on x86_64 alone: \`--two-step\` and ${architecture} exclude each other`,
    () => 'Leave out `--arch`, and set the architecture in the last step (docs/migrating.md).',
  ),
  'migrate-tree-dirty': entry<{ files: readonly string[]; reason: string }>(
    'call',
    ({ files, reason }) =>
      `git could not give back what would be changed${files.length === 0 ? '' : ` (${files.join(', ')})`}: ${reason}`,
    () =>
      'Commit or stash first, or write all the same with `--force`; changed files are copied to `*.orig` then.',
  ),
  'migrate-file-changed': entry<{ file: string }>(
    'work',
    ({ file }) => `${file} is not as it was read: somebody changed it meanwhile`,
    () => 'Nothing was written; run it again.',
  ),
  'migrate-value-left': entry<{ setting: string; text: string; wanted: string }>(
    'advice',
    ({ setting, text, wanted }) => `${setting} is ${text} and was left as it is (wanted: ${wanted})`,
    () => 'It cannot be changed here without guessing. See to it by hand where it comes from.',
  ),
  'migrate-code-replaced': entry<{ id: string; text: string; archive: string }>(
    'advice',
    ({ id, text, archive }) =>
      `the code of ${id} was ${text}, which cannot be told from the files; it is ${archive} now`,
    () => 'Look whether something else, such as a deployment script, still sets the old value.',
  ),
  'migrate-plugin-obsolete': entry<{ plugin: string }>(
    'advice',
    ({ plugin }) => `${plugin} is no longer needed: lambdazip builds what it built`,
    () =>
      'Take it out of `plugins` (with `custom.go`) and of package.json before you deploy: it would build again, and put its own program in place of the archive.',
  ),
  'migrate-shared-text': entry<{ id: string; setting: string; wanted: string }>(
    'work',
    ({ id, setting, wanted }) =>
      `the function ${id} is written as one with others (a loop, or an alias), and alone needs ${setting}: ${wanted}`,
    () => 'Write the function out, or choose a layout in which all of them can have the same.',
  ),
  'migrate-manifest-conflict': entry<{ what: string; present: string; found: string }>(
    'work',
    ({ what, present, found }) =>
      `the manifest says ${present} for ${what}, and it would have to be ${found}`,
    () => 'Nothing in a manifest is replaced. Change it there, or decide otherwise with `--map`.',
  ),
  'migrate-manifest-archives': entry<{ archive: string; present: string }>(
    'work',
    ({ archive, present }) =>
      `the manifest describes one archive, ${present}, and some functions need another one, ${archive}`,
    () => 'Move its `handlers` and `files` into `archives` first (docs/manifest.md), then run it again.',
  ),
  'migrate-parameter-default': entry<{ parameter: string; before: string; after: string }>(
    'advice',
    ({ parameter, before, after }) =>
      `the default of the parameter ${parameter} is changed from ${before} to ${after}, and a stack that is deployed keeps the value that it has`,
    ({ parameter, after }) =>
      `Give it at the next deployment: \`--parameter-overrides ${parameter}=${after}\`. Look into samconfig.toml, pipelines and parent stacks for the old value, too.`,
  ),
  'migrate-shared-include': entry<{ file: string; names: readonly string[] }>(
    'advice',
    ({ file, names }) => `${file} is changed, and ${names.join(', ')} may include it too`,
    () => 'Name all services that include it in one call, so that they move together.',
  ),
} as const;
