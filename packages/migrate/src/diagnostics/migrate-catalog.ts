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
  /** `names` are the directories of modules outside the project that have handlers. */
  'migrate-cdk-no-handlers': Texts<'directory' | 'file' | 'where' | 'app'> & Lists<'names'>;
  'migrate-program-unused': Texts<'source'>;
  'migrate-line-unread': Texts<'source' | 'reason'>;
  /** `layout` is that of `--layout`, `layouts` are those of the archives in the manifest. */
  'migrate-layout-kept': Texts<'layout' | 'manifest'> & Lists<'layouts'>;
  'migrate-two-step-layout': Texts<'id' | 'handler' | 'layout'>;
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

/** Diagnostics of migrating a project. */
export const migrateCatalog: Catalog<MigrateArgs> = {
  'migrate-undecided': entry(
    'work',
    ({ id, handler, reason, candidates }) =>
      `cannot determine the main package of ${id} (handler ${handler}): ${reason}${candidates.length === 0 ? '' : `. Candidates: ${candidates.join(', ')}`}`,
    ({ key, candidates: [first, ...others] }) =>
      first === undefined
        ? `Pass its main package with \`--map ${key}=PACKAGE\`.`
        : others.length === 0
          ? `If it is the right one, pass \`--map ${key}=${first}\`.`
          : `Pass \`--map ${key}=PACKAGE\`, where PACKAGE is ${others.slice(0, -1).reduce((list, each) => `${list}, ${each}`, first)} or ${others.at(-1)}.`,
  ),
  'migrate-build-lines-differ': entry(
    'work',
    ({ id, examples }) =>
      `several commands build the program of ${id}, and none is clearly the one for production: ${examples.join('; ')}`,
    ({ names }) => `Choose one with \`--build-target NAME\`, where NAME is ${names.join(' or ')}.`,
  ),
  'migrate-build-target-unused': entry(
    'call',
    ({ name, likely }) =>
      `\`--build-target ${name}\`: no build line is reached by a target, task, job or script of that name${didYouMean(likely)}`,
    ({ known }) => (known.length === 0 ? 'No build lines were found.' : `Known names: ${known.join(', ')}.`),
  ),
  'migrate-map-unused': entry(
    'call',
    ({ key, likely }) =>
      `\`--map ${key}=...\`: no Go function of the templates has that handler or name${didYouMean(likely)}`,
    ({ known }) =>
      known.length === 0
        ? 'The templates have no Go functions; pass the right template.'
        : `Possible keys: ${known.join(', ')}.`,
  ),
  'migrate-write-outside': entry(
    'call',
    ({ files, top }) =>
      `${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} outside the project (${top}); nothing was written`,
    () =>
      'Run the command in the project that contains all the files. lambdazip only writes files in the git repository of the working directory or, without git, in the working directory and its subdirectories.',
  ),
  'migrate-outside-project': entry(
    'advice',
    ({ file, byLink }) =>
      `skipped ${file}: ${byLink ? 'a symbolic link on its path leads out of the project' : 'it is outside the project'}`,
    () => 'Move it into the project if a function needs it.',
  ),
  'migrate-map-repeated': entry(
    'call',
    ({ key, id, reason }) => `\`--map ${key}=...\` cannot be used for aws_lambda_function.${id}: ${reason}`,
    () =>
      'Omit it. Add a handler for each instance to `handlers` in the manifest, and set `filename` and `handler` of each instance (see docs/migrating.md).',
  ),
  'migrate-map-twice': entry(
    'call',
    ({ key, other }) =>
      `\`--map ${other}=...\` and \`--map ${key}=...\` set different packages for the same function`,
    () => 'Omit one of them.',
  ),
  'migrate-map-ambiguous': entry(
    'call',
    ({ key, names }) => `\`--map ${key}=...\` matches several functions: ${names.join(', ')}`,
    ({ names }) => `Prefix the name with its template: \`--map ${names[0]}=PACKAGE\`.`,
  ),
  'migrate-no-functions': entry(
    'advice',
    ({ templates }) => `no Go functions to migrate in ${templates.join(', ')}`,
    () => 'If this is the wrong template, pass the path of the right one.',
  ),
  'migrate-cdk-no-handlers': entry(
    'work',
    ({ directory, file, names }) =>
      `${file}: no main package in ${directory} or its subdirectories imports github.com/aws/aws-lambda-go/lambda, directly or through the project's packages${names.length === 0 ? '' : `; handlers found in ${names.join(', ')}`}`,
    ({ names, where, app }) =>
      names.length === 0
        ? 'Run `lambdazip migrate` in a directory that contains both the app and the Go modules of its functions.'
        : `Run \`${where === '.' ? '' : `cd ${where} && `}lambdazip migrate ${app}\`.`,
  ),
  'migrate-program-unused': entry(
    'advice',
    ({ source }) => `no function in the templates uses the program built by: ${source}`,
    () => 'It is not in the manifest. Add it to `handlers` if a function of another template needs it.',
  ),
  'migrate-line-unread': entry(
    'advice',
    ({ source, reason }) => `cannot interpret the build command: ${source} (${reason})`,
    () => 'Check that the manifest has its programs; add missing ones with `--map`.',
  ),
  'migrate-layout-kept': entry(
    'advice',
    ({ layout, manifest, layouts }) =>
      `\`--layout ${layout}\` has no effect: every function is migrated, and the archives of ${manifest} keep the layout ${layouts.join(' or ')}`,
    ({ layout, manifest }) =>
      `Set "layout": "${layout}" in ${manifest}, build, and run \`lambdazip check\` with your templates.`,
  ),
  'migrate-two-step-layout': entry(
    'work',
    ({ id, handler, layout }) =>
      `function ${id} cannot be migrated in two steps: go1.x starts the program named by its handler ${handler}, which is not in an archive with the layout \`${layout}\``,
    ({ layout }) =>
      layout === 'multicall'
        ? 'Migrate with `--layout binaries` first, and change `layout` after the second step.'
        : 'Give the function a unique `Handler` first, or migrate without `--two-step`.',
  ),
  'migrate-two-step-architecture': entry(
    'call',
    ({ architecture }) =>
      `\`--two-step\` cannot be used with \`--arch ${architecture}\`: go1.x only runs on x86_64`,
    () => 'Omit `--arch`, and change the architecture in the last step (docs/migrating.md).',
  ),
  'migrate-tree-dirty': entry(
    'call',
    ({ files, reason }) =>
      `uncommitted changes: git could not restore the files this would modify${files.length === 0 ? '' : ` (${files.join(', ')})`}: ${reason}`,
    () =>
      'Commit or stash the changes first, or pass `--force` to write anyway and save the originals as `*.orig`.',
  ),
  'migrate-file-changed': entry(
    'work',
    ({ file }) => `${file} was changed by another process while the command was running`,
    () => 'Nothing was written; run the command again.',
  ),
  'migrate-value-left': entry(
    'advice',
    ({ setting, text, wanted }) => `cannot change ${setting} from ${text} to ${wanted}`,
    () => 'Change the value by hand at its definition.',
  ),
  'migrate-code-replaced': entry(
    'advice',
    ({ id, text, archive }) =>
      `changed the code of ${id} from ${text} (value not known from the files) to ${archive}`,
    () => 'Check that nothing else, such as a deployment script, still sets the old value.',
  ),
  'migrate-plugin-obsolete': entry(
    'advice',
    ({ plugin }) => `${plugin} is no longer needed: lambdazip builds the functions`,
    () =>
      'Remove it from `plugins` (with `custom.go`) and from package.json before you deploy; otherwise it would build again and replace the archive.',
  ),
  'migrate-shared-text': entry(
    'work',
    ({ id, setting, wanted }) =>
      `function ${id} shares its text with others (a loop or an alias), but needs a different ${setting}: ${wanted}`,
    () => 'Write the function out in full, or choose a layout in which they can all have the same value.',
  ),
  'migrate-manifest-conflict': entry(
    'work',
    ({ what, present, found }) => `${what} in the manifest: expected ${found}, found ${present}`,
    () =>
      'lambdazip does not replace values in a manifest. Change it by hand, or set a different package with `--map`.',
  ),
  'migrate-manifest-archives': entry(
    'work',
    ({ archive, present }) =>
      `the manifest describes the single archive ${present}, but some functions need the archive ${archive}`,
    () =>
      'Move its `handlers` and `files` into `archives` first (docs/manifest.md), then run the command again.',
  ),
  'migrate-parameter-default': entry(
    'advice',
    ({ parameter, before, after }) =>
      `the default of parameter ${parameter} changes from ${before} to ${after}, but a deployed stack keeps its current value`,
    ({ parameter, after }) =>
      `Pass \`--parameter-overrides ${parameter}=${after}\` at the next deployment. Also check samconfig.toml, pipelines and parent stacks for the old value.`,
  ),
  'migrate-shared-include': entry(
    'advice',
    ({ file, names }) => `${file} changes, but ${names.join(', ')} may include it too`,
    () => 'Pass all services that include it to the same command, so that they migrate together.',
  ),
};
