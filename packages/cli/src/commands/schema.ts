import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { writeJson } from '../output/failure.js';

/** `lambdazip schema`. */
export function schemaCommand(context: CliContext): Command {
  return new Command('schema')
    .description('Print the JSON Schema of the manifest, for editors and other tools')
    .addHelpText(
      'after',
      `
Example:
  lambdazip schema > lambdazip.schema.json

Then add this line to the manifest:
  "$schema": "./lambdazip.schema.json"`,
    )
    .action(async () => {
      const { core } = await context.openCore(undefined);
      writeJson(context.stdout, await core.manifestJsonSchema());
    });
}
