import type { Runtime } from '../lambda/runtimes.js';
import type { DeployedArchive } from './deployment.js';
import { namedFunctions, pascalCase } from './function-names.js';

const runtimeNames: Readonly<Record<Runtime, string>> = {
  'provided.al2023': 'PROVIDED_AL2023',
  'provided.al2': 'PROVIDED_AL2',
};

/**
 * The functions as Go for the AWS CDK, a line an item. They need not be built. The CDK takes paths from the directory that
 * it is run in.
 */
export function cdkGoLines(archives: readonly DeployedArchive[]): readonly string[] {
  const functions = namedFunctions(archives).flatMap(({ archive, handler, words }) => [
    `awslambda.NewFunction(stack, jsii.String(${JSON.stringify(pascalCase(words))}), &awslambda.FunctionProps{`,
    `\tRuntime:      awslambda.Runtime_${runtimeNames[archive.runtime]}(),`,
    `\tArchitecture: awslambda.Architecture_${archive.architecture === 'arm64' ? 'ARM_64' : 'X86_64'}(),`,
    `\tHandler:      jsii.String(${JSON.stringify(handler)}),`,
    `\tCode:         awslambda.Code_FromAsset(jsii.String(${JSON.stringify(archive.filename)}), nil),`,
    '})',
  ]);
  return [
    'import (',
    '\t"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"',
    '\t"github.com/aws/jsii-runtime-go"',
    ')',
    '',
    ...functions,
  ];
}
