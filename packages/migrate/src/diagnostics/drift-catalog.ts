import type { MaybeTexts, Texts } from '@lambdazip/core/internal';
import { type Catalog, didYouMean, entry } from '@lambdazip/core/internal';

/** The args of each code. */
export interface DriftArgs {
  'drift-go1x': Texts<'id' | 'runtime'>;
  'drift-handler-missing': Texts<'id' | 'handler' | 'archive'> & MaybeTexts<'likely'>;
  'drift-handler-unused': Texts<'handler' | 'archive'>;
  'drift-runtime': Texts<'id' | 'found' | 'expected'>;
  'drift-architecture': Texts<'id' | 'found' | 'expected'>;
  'drift-archive-path': Texts<'id' | 'handler' | 'found' | 'expected'>;
  'drift-archive-not-built': Texts<'archive'>;
  'drift-tool-unsupported': Texts<'file' | 'tool' | 'format'>;
}

/** Where a template and a manifest do not say the same. */
export const driftCatalog: Catalog<DriftArgs> = {
  'drift-go1x': entry(
    'work',
    ({ id, runtime }) => `the function ${id} has the retired runtime ${runtime}`,
    () => 'Run `lambdazip migrate`, or `lambdazip check --fix` where its archive stands already.',
  ),
  'drift-handler-missing': entry(
    'work',
    ({ id, handler, archive, likely }) =>
      `the function ${id} has the handler ${handler}, and the archive ${archive} has none of that name.${didYouMean(likely)}`,
    () => 'Add it to `handlers` of the manifest, or mend the Handler in the template.',
  ),
  'drift-handler-unused': entry(
    'work',
    ({ handler, archive }) => `no function has the handler ${handler} of the archive ${archive}`,
    () => 'Name the template of its function too, add the function, or remove the handler from the manifest.',
  ),
  'drift-runtime': entry(
    'work',
    ({ id, found, expected }) =>
      `the function ${id} has the runtime ${found}, and its archive is for ${expected}`,
    () => 'Change one of the two; `lambdazip check --fix` changes the template.',
  ),
  'drift-architecture': entry(
    'work',
    ({ id, found, expected }) =>
      `the function ${id} has the architecture ${found}, and its archive is for ${expected}`,
    () =>
      'Lambda would say `exec format error`. Change one of the two; `lambdazip check --fix` changes the template.',
  ),
  'drift-archive-path': entry(
    'work',
    ({ id, handler, found, expected }) =>
      `the function ${id} takes its code from ${found}, and its handler ${handler} is in ${expected}`,
    () => '`lambdazip check --fix` changes the template.',
  ),
  'drift-archive-not-built': entry(
    'work',
    ({ archive }) => `the archive ${archive}, which the template names, is not there`,
    () => 'Run `lambdazip build` first.',
  ),
  'drift-tool-unsupported': entry(
    'call',
    ({ file, tool }) => `${file}: check holds no configuration of ${tool} against a manifest`,
    ({ format }) =>
      `Take the values from \`lambdazip output --format ${format}\`: it refuses archives that are not what the manifest says.`,
  ),
};
