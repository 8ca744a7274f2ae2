import { architectures } from '../lambda/architectures.js';
import { runtimes } from '../lambda/runtimes.js';
import type { DeployedArchive } from './deployment.js';
import { namedFunctions, pascalCase } from './function-names.js';

/**
 * The functions as TypeScript code for the AWS CDK, one line per item. The archives need not be built. The CDK resolves
 * paths from the directory that it runs in.
 */
export function cdkLines(archives: readonly DeployedArchive[]): readonly string[] {
  const functions = namedFunctions(archives).flatMap(({ archive, handler, words }) => [
    `new lambda.Function(this, ${literal(pascalCase(words))}, {`,
    `  runtime: lambda.Runtime.${runtimes[archive.runtime].cdk},`,
    `  architecture: lambda.Architecture.${architectures[archive.architecture].cdk},`,
    `  handler: ${literal(handler)},`,
    `  code: lambda.Code.fromAsset(${literal(archive.filename)}),`,
    '});',
  ]);
  return ["import * as lambda from 'aws-cdk-lib/aws-lambda';", '', ...functions];
}

function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
