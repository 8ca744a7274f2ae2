import type { Lists, MaybeTexts, Numbers, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

const build = 'Run `lambdazip build` with the same manifest and options first.';

/** The args of each code. */
export interface DeploymentArgs {
  'deployment-refused': Numbers<'count'>;
  'deployment-not-built': Texts<'archive' | 'path'>;
  'deployment-foreign-archive': Texts<'path' | 'reason'>;
  'deployment-entry-missing': Texts<'path' | 'entry'> & MaybeTexts<'package'>;
  'deployment-handlers-missing': Texts<'path' | 'entry'> & Lists<'names'>;
  'deployment-wrong-architecture': Texts<'path' | 'entry' | 'found' | 'expected'>;
}

/** Reasons to refuse to print settings for the built archives. */
export const deploymentCatalog: Catalog<DeploymentArgs> = {
  'deployment-refused': entry(
    'work',
    ({ count }) =>
      `refusing to print settings: found ${count} ${count === 1 ? 'error' : 'errors'} in the built archives`,
    () => 'Fix the errors above first: a deployment would fail.',
  ),
  'deployment-not-built': entry(
    'work',
    ({ archive, path }) => `archive ${archive} has not been built: ${path} not found`,
    () => build,
  ),
  'deployment-foreign-archive': entry(
    'work',
    ({ path, reason }) => `${path} is not an archive that lambdazip built: ${reason}`,
    () => build,
  ),
  'deployment-entry-missing': entry(
    'work',
    ({ path, entry: name, package: main }) =>
      `${path} does not contain ${name}${main === null ? '' : `, the program of ${main}`}`,
    () => build,
  ),
  'deployment-handlers-missing': entry(
    'work',
    ({ path, entry: name, names }) => `${name} in ${path} does not contain ${names.join(', ')}`,
    () => build,
  ),
  'deployment-wrong-architecture': entry(
    'work',
    ({ path, entry: name, found, expected }) =>
      `${name} in ${path}: expected a program for ${expected}, found one for ${found}`,
    ({ expected }) =>
      `Build the archive for ${expected} first, or pass the \`--arch\` that it was built with.`,
  ),
};
