import { entry } from './catalog-entry.js';

const build = 'Run `lambdazip build` with the same manifest and options first.';

/** What writing archives down for other tools, and reading Terraform, finds. */
export const deploymentCatalog = {
  'deployment-refused': entry<{ count: number }>(
    'work',
    ({ count }) => `no values are given: ${count} ${count === 1 ? 'finding' : 'findings'} in what is built`,
    () => 'Mend what is listed; what deploys an archive should be told of none that would not work.',
  ),
  'deployment-not-built': entry<{ archive: string; path: string }>(
    'work',
    ({ archive, path }) => `the archive ${archive} is not built: there is no file ${path}`,
    () => build,
  ),
  'deployment-foreign-archive': entry<{ path: string; reason: string }>(
    'work',
    ({ path, reason }) => `${path} is no archive of lambdazip: ${reason}`,
    () => `Something else wrote or changed it. ${build}`,
  ),
  'deployment-entry-missing': entry<{ path: string; entry: string; package: string | null }>(
    'work',
    ({ path, entry: name, package: main }) =>
      `${path} has no ${name}${main === null ? '' : `, the program of ${main}`}`,
    () => `The manifest changed since it was built. ${build}`,
  ),
  'deployment-wrong-architecture': entry<{ path: string; entry: string; found: string; expected: string }>(
    'work',
    ({ path, entry: name, found, expected }) =>
      `${name} in ${path} is for ${found}, and the function's architecture is ${expected}`,
    () => 'Build for that architecture first, or give the `--arch` that it was built with.',
  ),
  'terraform-syntax': entry<{ problem: string }>(
    'manifest',
    ({ problem }) => `it is no Terraform: ${problem}`,
    () =>
      'Mend it there (`terraform validate` says more); functions in it and behind it may not have been seen.',
  ),
  'terraform-not-read': entry<{ what: string; reason: string }>(
    'advice',
    ({ what, reason }) => `${what} was not read: ${reason}`,
    () => 'Change it by hand: docs/deploying.md has the values that a function needs.',
  ),
  'terraform-repeated': entry<{ name: string; by: 'count' | 'for_each' | 'module'; attribute: string }>(
    'advice',
    ({ name, by, attribute }) =>
      `${name} stays as it is: ${by === 'module' ? 'several calls of its module make' : `\`${by}\` makes`} several functions of it, whose programs may differ (${attribute})`,
    () =>
      'Add a handler for each instance to `handlers` in the manifest, with "layout": "per-handler", and set `filename` and `handler` of each instance: docs/migrating.md.',
  ),
  'terraform-code-elsewhere': entry<{ name: string; where: string }>(
    'advice',
    ({ name, where }) => `the code of ${name} comes from ${where}, which stays as it is`,
    () => 'Put the archive there, or name it with `filename` in place of it.',
  ),
  'terraform-handler-unknown': entry<{ name: string; handler: string }>(
    'advice',
    ({ name, handler }) => `${name} has the handler ${handler}, which is in no archive`,
    () => 'Add it to `handlers` of the manifest, or give the function one that is there.',
  ),
} as const;
