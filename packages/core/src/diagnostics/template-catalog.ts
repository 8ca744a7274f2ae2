import { entry } from './catalog-entry.js';

/** What reading the templates of other tools finds. */
export const templateCatalog = {
  'template-not-found': entry<{ where: string }>(
    'call',
    ({ where }) => `there is no template: ${where}`,
    () => 'Name it behind the command, such as `lambdazip migrate api/template.yaml`.',
  ),
  'template-ambiguous': entry<{ names: readonly string[] }>(
    'call',
    ({ names }) => `there are several templates here: ${names.join(', ')}`,
    ({ names }) => `Name those that are meant: \`lambdazip migrate ${names[0] ?? 'template.yaml'}\`.`,
  ),
  'template-unreadable': entry<{ file: string; reason: string }>(
    'call',
    ({ file, reason }) => `the template ${file} cannot be read: ${reason}`,
    () => 'Name a SAM or CloudFormation template, a serverless.yml, or a file of Terraform, in UTF-8.',
  ),
  'template-syntax': entry<{ problem: string }>(
    'manifest',
    ({ problem }) => `it is no YAML or JSON: ${problem}`,
    () => 'Mend it there; no file was changed.',
  ),
  'template-project-too-large': entry<{ directory: string; limit: number }>(
    'call',
    ({ directory, limit }) => `the project at ${directory} has more than ${limit} files`,
    () => 'Run it in the directory of the Go module, so that less is looked through.',
  ),
  'template-format-unknown': entry<{ file: string }>(
    'call',
    ({ file }) =>
      `${file} is no SAM or CloudFormation template (it has no \`Resources\`) and no serverless.yml (it has no \`service\` or \`provider\`)`,
    () => 'Name another file, or say what it is with `--format`.',
  ),
  'template-language-unsupported': entry<{ file: string; language: string }>(
    'call',
    ({ file, language }) =>
      `${file} is a program in ${language}, and what it gives cannot be known without running it`,
    () =>
      'Convert it to YAML (`serverless print` prints what it gives), or write the manifest with `lambdazip init` and change the file by hand: docs/migrating.md.',
  ),
  'template-provider-other': entry<{ provider: string }>(
    'call',
    ({ provider }) => `the provider is ${provider}: its functions do not run on AWS Lambda`,
    () => 'Name the template of the functions that run on AWS Lambda.',
  ),
  'template-value-unresolved': entry<{ what: string; text: string }>(
    'advice',
    ({ what, text }) => `${what} is ${text}, which cannot be told from the files`,
    () => 'Nothing that follows from it was changed.',
  ),
  'template-include-missing': entry<{ path: string; reason: string }>(
    'advice',
    ({ path, reason }) => `the included file ${path} was not read: ${reason}`,
    () => 'What it holds was not looked at. Check the path: it is relative to the template.',
  ),
  'template-contradiction': entry<{ what: string }>(
    'manifest',
    ({ what }) => `the template disagrees with itself: ${what}`,
    () => 'Mend it first: which of the two is meant cannot be decided here.',
  ),
} as const;
