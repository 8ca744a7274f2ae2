import type { Lists, MaybeTexts, OneOf, Texts } from '@lambdazip/core/internal';
import { type Catalog, entry } from '@lambdazip/core/internal';

/** The args of each code. */
export interface TemplateArgs {
  /**
   * `path` is the file or directory; null if none of `known` is in the working directory. `below` are templates in its
   * subdirectories.
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

/** Diagnostics of reading the templates of other tools. */
export const templateCatalog: Catalog<TemplateArgs> = {
  'template-not-found': entry(
    'call',
    ({ missing, path, known, below }) =>
      `template not found: ${
        missing === 'known'
          ? `none of ${known.join(', ')} is in ${path ?? 'this directory'}`
          : `${missing} ${path} does not exist`
      }${below.length === 0 ? '' : `; found ${below.join(', ')}`}`,
    ({ below: [first] }) => `Pass its path, e.g. \`lambdazip migrate ${first ?? 'api/template.yaml'}\`.`,
  ),
  'template-ambiguous': entry(
    'call',
    ({ names }) => `found several templates: ${names.join(', ')}`,
    ({ names }) => `Pass the ones to migrate, e.g. \`lambdazip migrate ${names[0] ?? 'template.yaml'}\`.`,
  ),
  'template-unreadable': entry(
    'call',
    ({ file, reason }) => `cannot read template ${file}: ${reason}`,
    () => 'Pass a SAM or CloudFormation template, a serverless.yml or a Terraform file, encoded in UTF-8.',
  ),
  'template-syntax': entry(
    'manifest',
    ({ problem }) => `invalid YAML or JSON: ${problem}`,
    () => 'Fix the syntax error; no files were changed.',
  ),
  'template-format-unknown': entry(
    'call',
    ({ file }) =>
      `unknown template format of ${file}: neither a SAM or CloudFormation template (with \`Resources\`) nor a serverless.yml (with \`service\` or \`provider\`)`,
    () => 'Pass a different file, or set its format with `--format`.',
  ),
  'template-language-unsupported': entry(
    'call',
    ({ file, language }) =>
      `cannot read ${file}: it is a ${language} program, and lambdazip does not run programs`,
    () =>
      'Convert it to YAML with `serverless print`, or write the manifest with `lambdazip init` and change the file by hand: docs/migrating.md.',
  ),
  'template-provider-other': entry(
    'call',
    ({ provider }) => `unsupported provider: expected aws, found ${provider}`,
    () => 'Pass the template of the functions that run on AWS Lambda.',
  ),
  'template-value-unresolved': entry(
    'advice',
    ({ what, text }) => `cannot resolve ${what} from the files: ${text}`,
    () => 'Settings that depend on it were not changed; change them by hand.',
  ),
  'template-include-missing': entry(
    'advice',
    ({ path, reason }) => `cannot read included file ${path}: ${reason}`,
    () => 'Check the path, which is relative to the template.',
  ),
  'template-contradiction': entry(
    'manifest',
    ({ what }) => `conflicting values in the template: ${what}`,
    () => 'Fix the template first; it is unclear which value is intended.',
  ),
};
