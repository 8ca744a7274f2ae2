import type { BuiltArchive } from './deployment.js';
import { namedFunctions } from './function-names.js';
import { hclString } from './hcl-string.js';

/**
 * A `locals` block for a separate file: `local.lambdazip["bin/create"]` has what an `aws_lambda_function` needs. Paths
 * are relative to the directory of that file.
 */
export function terraformText(archives: readonly BuiltArchive[]): string {
  const functions = namedFunctions(archives).map(({ archive, handler, words }) => {
    const isAlone = archives.filter(({ handlers }) => handlers.some((each) => each.handler === handler));
    // If several archives have the same handler (for two architectures, for example), their keys must differ.
    const key = isAlone.length === 1 ? handler : words.join('_');
    return [
      `    ${hclString(key)} = {`,
      `      filename         = "\${path.module}/${hclString(archive.filename).slice(1)}`,
      `      source_code_hash = ${hclString(archive.codeSha256)}`,
      `      handler          = ${hclString(handler)}`,
      `      runtime          = ${hclString(archive.runtime)}`,
      `      architectures    = [${hclString(archive.architecture)}]`,
      '    }',
    ];
  });
  return `${['locals {', '  lambdazip = {', ...functions.flat(), '  }', '}'].join('\n')}\n`;
}
