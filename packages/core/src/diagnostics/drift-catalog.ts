import { entry } from './catalog-entry.js';
import { didYouMean } from './did-you-mean.js';

/** Where a template and a manifest do not say the same. */
export const driftCatalog = {
  'drift-go1x': entry<{ id: string; runtime: string }>(
    'work',
    ({ id, runtime }) => `the function ${id} has the retired runtime ${runtime}`,
    () => 'Run `lambdazip migrate`, or `lambdazip check --fix` where its archive stands already.',
  ),
  'drift-handler-missing': entry<{ id: string; handler: string; archive: string; likely: string | null }>(
    'work',
    ({ id, handler, archive, likely }) =>
      `the function ${id} has the handler ${handler}, and the archive ${archive} has none of that name.${didYouMean(likely)}`,
    () => 'Add it to `handlers` of the manifest, or mend the Handler in the template.',
  ),
  'drift-handler-unused': entry<{ handler: string; archive: string }>(
    'work',
    ({ handler, archive }) => `no function has the handler ${handler} of the archive ${archive}`,
    () => 'Name the template of its function too, add the function, or remove the handler from the manifest.',
  ),
  'drift-runtime': entry<{ id: string; found: string; expected: string }>(
    'work',
    ({ id, found, expected }) =>
      `the function ${id} has the runtime ${found}, and its archive is for ${expected}`,
    () => 'Change one of the two; `lambdazip check --fix` changes the template.',
  ),
  'drift-architecture': entry<{ id: string; found: string; expected: string }>(
    'work',
    ({ id, found, expected }) =>
      `the function ${id} has the architecture ${found}, and its archive is for ${expected}`,
    () =>
      'Lambda would say `exec format error`. Change one of the two; `lambdazip check --fix` changes the template.',
  ),
  'drift-archive-path': entry<{ id: string; handler: string; found: string; expected: string }>(
    'work',
    ({ id, handler, found, expected }) =>
      `the function ${id} takes its code from ${found}, and its handler ${handler} is in ${expected}`,
    () => '`lambdazip check --fix` changes the template.',
  ),
  'drift-archive-not-built': entry<{ archive: string }>(
    'work',
    ({ archive }) => `the archive ${archive}, which the template names, is not there`,
    () => 'Run `lambdazip build` first.',
  ),
  'drift-tool-unsupported': entry<{ file: string; tool: string; format: string }>(
    'call',
    ({ file, tool }) => `${file}: check holds no configuration of ${tool} against a manifest`,
    ({ format }) =>
      `Take the values from \`lambdazip output --format ${format}\`: it refuses archives that are not what the manifest says.`,
  ),
} as const;
