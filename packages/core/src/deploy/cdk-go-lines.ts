import { architectures } from '../lambda/architectures.js';
import { runtimes } from '../lambda/runtimes.js';
import type { DeployedArchive } from './deployment.js';
import { namedFunctions, pascalCase } from './function-names.js';

/**
 * The functions as Go code for the AWS CDK, one line per item. The archives need not be built. The CDK resolves paths
 * from the directory that it runs in.
 */
export function cdkGoLines(archives: readonly DeployedArchive[]): readonly string[] {
  const functions = namedFunctions(archives).flatMap(({ archive, handler, words }) => [
    `awslambda.NewFunction(stack, jsii.String(${JSON.stringify(pascalCase(words))}), &awslambda.FunctionProps{`,
    `\tRuntime:      awslambda.Runtime_${runtimes[archive.runtime].cdk}(),`,
    `\tArchitecture: awslambda.Architecture_${architectures[archive.architecture].cdk}(),`,
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
