import { stringify } from 'yaml';
import { cdkLines } from './cdk-lines.js';
import type { BuiltArchive, DeployedArchive, DeploymentFormat } from './deployment.js';
import { camelCase, namedFunctions, pascalCase } from './function-names.js';
import { terraformText } from './terraform-text.js';

/** The options of `deploymentText`. */
export interface DeploymentTextOptions {
  /** The archives that `deploymentValues` returned. */
  readonly archives: readonly BuiltArchive[];
  /** The tool to format for. */
  readonly format: DeploymentFormat;
}

/** Formats the functions of archives as configuration for a deployment tool: text to copy, ending with a newline. */
export function deploymentText({ archives, format }: DeploymentTextOptions): string {
  return texts[format](archives);
}

const texts = {
  terraform: terraformText,
  cdk: (archives) => `${cdkLines(archives).join('\n')}\n`,
  sam: (archives) => yamlText(samTemplate(archives)),
  serverless: (archives) => yamlText(serverlessService(archives)),
} satisfies Record<DeploymentFormat, (archives: readonly BuiltArchive[]) => string>;

/** The functions as part of a SAM template. */
function samTemplate(archives: readonly DeployedArchive[]) {
  const resources = namedFunctions(archives).map(({ archive, handler, words }) => {
    const { filename, runtime, architecture } = archive;
    const properties = {
      CodeUri: filename,
      Handler: handler,
      Runtime: runtime,
      Architectures: [architecture],
    };
    return [pascalCase(words), { Type: 'AWS::Serverless::Function', Properties: properties }] as const;
  });
  return { Resources: Object.fromEntries(resources) };
}

/** The functions as part of a serverless.yml; settings that all of them share are written once. */
function serverlessService(archives: readonly DeployedArchive[]) {
  const runtime = common(archives.map((archive) => archive.runtime));
  const architecture = common(archives.map((archive) => archive.architecture));
  const artifact = common(archives.map((archive) => archive.filename));
  const functions = namedFunctions(archives).map(
    ({ archive, handler, words }) =>
      [
        camelCase(words),
        {
          handler,
          ...(runtime === undefined ? { runtime: archive.runtime } : {}),
          ...(architecture === undefined ? { architecture: archive.architecture } : {}),
          ...(artifact === undefined ? { package: { artifact: archive.filename } } : {}),
        },
      ] as const,
  );
  return {
    provider: {
      name: 'aws',
      ...(runtime === undefined ? {} : { runtime }),
      ...(architecture === undefined ? {} : { architecture }),
    },
    package: artifact === undefined ? { individually: true } : { artifact },
    functions: Object.fromEntries(functions),
  };
}

function common<Value>(values: readonly Value[]): Value | undefined {
  const [first, ...others] = new Set(values);
  return others.length === 0 ? first : undefined;
}

function yamlText(document: object): string {
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
