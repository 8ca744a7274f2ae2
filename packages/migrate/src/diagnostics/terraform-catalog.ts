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

/** What reading Terraform finds. */
export const terraformCatalog: Catalog<TerraformArgs> = {
  'terraform-syntax': entry(
    'manifest',
    ({ problem }) => `it is no Terraform: ${problem}`,
    () =>
      'Mend it there (`terraform validate` says more); functions in it and behind it may not have been seen.',
  ),
  'terraform-not-read': entry(
    'advice',
    ({ what, reason }) => `${what} was not read: ${reason}`,
    () => 'Change it by hand: docs/deploying.md has the values that a function needs.',
  ),
  'terraform-repeated': entry(
    'advice',
    ({ name, by, attribute }) =>
      `${name} stays as it is: ${by === 'module' ? 'several calls of its module make' : `\`${by}\` makes`} several functions of it, whose programs may differ (${attribute})`,
    () =>
      'Add a handler for each instance to `handlers` in the manifest, with "layout": "per-handler", and set `filename` and `handler` of each instance: docs/migrating.md.',
  ),
  'terraform-code-elsewhere': entry(
    'advice',
    ({ name, where }) => `the code of ${name} comes from ${where}, which stays as it is`,
    () => 'Put the archive there, or name it with `filename` in place of it.',
  ),
  'terraform-handler-unknown': entry(
    'advice',
    ({ name, handler }) => `${name} has the handler ${handler}, which is in no archive`,
    () => 'Add it to `handlers` of the manifest, or give the function one that is there.',
  ),
};
