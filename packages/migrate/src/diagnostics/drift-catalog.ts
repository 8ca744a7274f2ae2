import type { Flags, MaybeTexts, Texts } from '@lambdazip/core/internal';
import { type Catalog, didYouMean, entry } from '@lambdazip/core/internal';

/** The args of each code. */
export interface DriftArgs {
  'drift-go1x': Texts<'id' | 'runtime'>;
  /** `hasFunctions`: whether the archive has `functions`, which do not name this function. */
  'drift-handler-missing': Texts<'id' | 'handler' | 'archive'> & MaybeTexts<'likely'> & Flags<'hasFunctions'>;
  'drift-handler-unused': Texts<'handler' | 'archive'>;
  'drift-runtime': Texts<'id' | 'found' | 'expected'>;
  'drift-architecture': Texts<'id' | 'found' | 'expected'>;
  'drift-archive-path': Texts<'id' | 'handler' | 'found' | 'expected'>;
  'drift-archive-not-built': Texts<'archive'>;
  'drift-tool-unsupported': Texts<'file' | 'tool' | 'format'>;
}

/** Differences between a template and the manifest. */
export const driftCatalog: Catalog<DriftArgs> = {
  'drift-go1x': entry(
    'work',
    ({ id, runtime }) => `function ${id} uses the retired runtime ${runtime}`,
    () => 'Run `lambdazip migrate`, or `lambdazip check --fix` if it already uses the archive.',
  ),
  'drift-handler-missing': entry(
    'work',
    ({ id, handler, archive, likely }) =>
      `handler ${handler} of function ${id} not found in archive ${archive}${didYouMean(likely)}`,
    ({ hasFunctions }) =>
      hasFunctions
        ? "Add it to `handlers`, or the function's name to `functions`, in the manifest, or fix `Handler` in the template."
        : 'Add it to `handlers` in the manifest, or fix `Handler` in the template.',
  ),
  'drift-handler-unused': entry(
    'work',
    ({ handler, archive }) => `no function uses handler ${handler} of archive ${archive}`,
    () => 'Pass the template of its function too, add the function, or remove the handler from the manifest.',
  ),
  'drift-runtime': entry(
    'work',
    ({ id, found, expected }) => `runtime of function ${id}: expected ${expected}, found ${found}`,
    () => 'Run `lambdazip check --fix` to change the template, or change `runtime` in the manifest.',
  ),
  'drift-architecture': entry(
    'work',
    ({ id, found, expected }) => `architecture of function ${id}: expected ${expected}, found ${found}`,
    () =>
      'Lambda would fail with `exec format error`. Run `lambdazip check --fix` to change the template, or change `architecture` in the manifest.',
  ),
  'drift-archive-path': entry(
    'work',
    ({ id, handler, found, expected }) =>
      `code of function ${id} (handler ${handler}): expected ${expected}, found ${found}`,
    () => 'Run `lambdazip check --fix` to change the template.',
  ),
  'drift-archive-not-built': entry(
    'work',
    ({ archive }) => `archive ${archive} has not been built, but the template uses it`,
    () => 'Run `lambdazip build` first.',
  ),
  'drift-tool-unsupported': entry(
    'call',
    ({ file, tool }) => `\`check\` does not support ${tool} (${file})`,
    ({ format }) =>
      `Take the settings from \`lambdazip output --format ${format}\`, which fails if the archives do not match the manifest.`,
  ),
};
