import type { OneOf, Texts } from '@lambdazip/core/internal';
import { type Catalog, entry } from '@lambdazip/core/internal';

/** The args of each code. */
export interface TerraformArgs {
  'terraform-syntax': Texts<'problem'>;
  'terraform-not-read': Texts<'what' | 'reason'>;
  'terraform-repeated': Texts<'name' | 'attribute'> & OneOf<'by', 'count' | 'for_each' | 'module'>;
  'terraform-code-elsewhere': Texts<'name' | 'where'>;
  'terraform-handler-unknown': Texts<'name' | 'handler'>;
}

/** Diagnostics of reading Terraform. */
export const terraformCatalog: Catalog<TerraformArgs> = {
  'terraform-syntax': entry(
    'manifest',
    ({ problem }) => `invalid Terraform syntax: ${problem}`,
    () => 'Fix it (`terraform validate` shows details). Functions after this line may not have been found.',
  ),
  'terraform-not-read': entry(
    'advice',
    ({ what, reason }) => `skipped ${what}: ${reason}`,
    () => 'Change its functions by hand: docs/deploying.md lists the values that a function needs.',
  ),
  'terraform-repeated': entry(
    'advice',
    ({ name, by, attribute }) =>
      `did not migrate ${name}: ${by === 'module' ? 'its module is called several times' : `it uses \`${by}\``}, so its instances may run different programs (${attribute})`,
    () =>
      'Add a handler for each instance to `handlers` in the manifest, with "layout": "per-handler", and set `filename` and `handler` of each instance (see docs/migrating.md).',
  ),
  'terraform-code-elsewhere': entry(
    'advice',
    ({ name, where }) => `did not change the code of ${name}, which comes from ${where}`,
    () => 'Upload the archive there, or replace it with `filename`.',
  ),
  'terraform-handler-unknown': entry(
    'advice',
    ({ name, handler }) => `handler ${handler} of ${name} not found in any archive`,
    () => 'Add it to `handlers` in the manifest, or set `handler` to an existing one.',
  ),
};
