import type { Lists, MaybeTexts, OneOf, Texts } from '@lambdazip/core/internal';
import { type Catalog, entry } from '@lambdazip/core/internal';

/** The args of each code. */
export interface TemplateArgs {
  /**
   * `path` is the file or directory; null if none of `known` is in the working directory. `below` are templates in
   * directories of it.
   */
  'template-not-found': OneOf<'missing', 'file' | 'directory' | 'known'> &
    MaybeTexts<'path'> &
    Lists<'known' | 'below'>;
  'template-ambiguous': Lists<'names'>;
  'template-unreadable': Texts<'file' | 'reason'>;
  'template-syntax': Texts<'problem'>;
  'template-format-unknown': Texts<'file'>;
  'template-language-unsupported': Texts<'file' | 'language'>;
  'template-provider-other': Texts<'provider'>;
  'template-value-unresolved': Texts<'what' | 'text'>;
  'template-include-missing': Texts<'path' | 'reason'>;
  'template-contradiction': Texts<'what'>;
}

/** What reading the templates of other tools finds. */
export const templateCatalog: Catalog<TemplateArgs> = {
  'template-not-found': entry(
    'call',
    ({ missing, path, known, below }) =>
      `there is no template: ${
        missing === 'known'
          ? `none of ${known.join(', ')} is in ${path ?? 'this directory'}`
          : `there is no ${missing} ${path}`
      }${below.length === 0 ? '' : `; there is ${below.join(', ')}`}`,
    () => 'Name it behind the command, such as `lambdazip migrate api/template.yaml`.',
  ),
  'template-ambiguous': entry(
    'call',
    ({ names }) => `there are several templates here: ${names.join(', ')}`,
    ({ names }) => `Name those that are meant: \`lambdazip migrate ${names[0] ?? 'template.yaml'}\`.`,
  ),
  'template-unreadable': entry(
    'call',
    ({ file, reason }) => `the template ${file} cannot be read: ${reason}`,
    () => 'Name a SAM or CloudFormation template, a serverless.yml, or a file of Terraform, in UTF-8.',
  ),
  'template-syntax': entry(
    'manifest',
    ({ problem }) => `it is no YAML or JSON: ${problem}`,
    () => 'Mend it there; no file was changed.',
  ),
  'template-format-unknown': entry(
    'call',
    ({ file }) =>
      `${file} is no SAM or CloudFormation template (it has no \`Resources\`) and no serverless.yml (it has no \`service\` or \`provider\`)`,
    () => 'Name another file, or say what it is with `--format`.',
  ),
  'template-language-unsupported': entry(
    'call',
    ({ file, language }) =>
      `${file} is a program in ${language}, and what it gives cannot be known without running it`,
    () =>
      'Convert it to YAML (`serverless print` prints what it gives), or write the manifest with `lambdazip init` and change the file by hand: docs/migrating.md.',
  ),
  'template-provider-other': entry(
    'call',
    ({ provider }) => `the provider is ${provider}: its functions do not run on AWS Lambda`,
    () => 'Name the template of the functions that run on AWS Lambda.',
  ),
  'template-value-unresolved': entry(
    'advice',
    ({ what, text }) => `${what} is ${text}, which cannot be told from the files`,
    () => 'Nothing that follows from it was changed.',
  ),
  'template-include-missing': entry(
    'advice',
    ({ path, reason }) => `the included file ${path} was not read: ${reason}`,
    () => 'What it holds was not looked at. Check the path: it is relative to the template.',
  ),
  'template-contradiction': entry(
    'manifest',
    ({ what }) => `the template disagrees with itself: ${what}`,
    () => 'Mend it first: which of the two is meant cannot be decided here.',
  ),
};
