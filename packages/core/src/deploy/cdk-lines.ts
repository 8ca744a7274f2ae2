import type { Runtime } from '../lambda/runtimes.js';
import type { DeployedArchive } from './deployment.js';
import { namedFunctions, pascalCase } from './function-names.js';

const runtimeNames: Readonly<Record<Runtime, string>> = {
  'provided.al2023': 'PROVIDED_AL2023',
  'provided.al2': 'PROVIDED_AL2',
};

/**
 * The functions as TypeScript for the AWS CDK, a line an item. They need not be built. The CDK takes paths from the
 * directory that it is run in.
 */
export function cdkLines(archives: readonly DeployedArchive[]): readonly string[] {
  const functions = namedFunctions(archives).flatMap(({ archive, handler, words }) => [
    `new lambda.Function(this, ${literal(pascalCase(words))}, {`,
    `  runtime: lambda.Runtime.${runtimeNames[archive.runtime]},`,
    `  architecture: lambda.Architecture.${archive.architecture === 'arm64' ? 'ARM_64' : 'X86_64'},`,
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
