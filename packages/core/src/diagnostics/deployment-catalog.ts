import type { MaybeTexts, Numbers, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

const build = 'Run `lambdazip build` with the same manifest and options first.';

/** The args of each code. */
export interface DeploymentArgs {
  'deployment-refused': Numbers<'count'>;
  'deployment-not-built': Texts<'archive' | 'path'>;
  'deployment-foreign-archive': Texts<'path' | 'reason'>;
  'deployment-entry-missing': Texts<'path' | 'entry'> & MaybeTexts<'package'>;
  'deployment-wrong-architecture': Texts<'path' | 'entry' | 'found' | 'expected'>;
}

/** What writing archives down for other tools finds. */
export const deploymentCatalog: Catalog<DeploymentArgs> = {
  'deployment-refused': entry(
    'work',
    ({ count }) => `no values are given: ${count} ${count === 1 ? 'finding' : 'findings'} in what is built`,
    () => 'Mend what is listed; what deploys an archive should be told of none that would not work.',
  ),
  'deployment-not-built': entry(
    'work',
    ({ archive, path }) => `the archive ${archive} is not built: there is no file ${path}`,
    () => build,
  ),
  'deployment-foreign-archive': entry(
    'work',
    ({ path, reason }) => `${path} is no archive of lambdazip: ${reason}`,
    () => `Something else wrote or changed it. ${build}`,
  ),
  'deployment-entry-missing': entry(
    'work',
    ({ path, entry: name, package: main }) =>
      `${path} has no ${name}${main === null ? '' : `, the program of ${main}`}`,
    () => `The manifest changed since it was built. ${build}`,
  ),
  'deployment-wrong-architecture': entry(
    'work',
    ({ path, entry: name, found, expected }) =>
      `${name} in ${path} is for ${found}, and the function's architecture is ${expected}`,
    () => 'Build for that architecture first, or give the `--arch` that it was built with.',
  ),
};
