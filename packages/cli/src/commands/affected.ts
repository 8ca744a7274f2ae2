import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { addCommonOptions, addTargetOptions, type BuildFlags, type CommonOptions } from '../options.js';
import { affectedSummary } from '../output/affected-summary.js';
import { writeJson } from '../output/failure.js';

type AffectedFlags = CommonOptions &
  Pick<BuildFlags, 'arch' | 'bootstrap' | 'set'> & { readonly since: string };

/** `lambdazip affected`. */
export function affectedCommand(context: CliContext): Command {
  return addTargetOptions(addCommonOptions(new Command('affected')))
    .description('Says which archives and handlers a change touches, and why.')
    .argument('[manifest]', 'the manifest (default: lambdazip.json, .jsonc, .yaml or .yml of the directory)')
    .requiredOption(
      '--since <revision>',
      'what the files as they are now are held against: a commit, branch or tag',
    )
    .addHelpText(
      'after',
      `
Examples:
  lambdazip affected --since v1.4.0
  lambdazip affected --since "$(git merge-base origin/main HEAD)" --json | jq -r '.archives[].path'
  lambdazip build --affected-since v1.4.0           builds those alone, whole`,
    )
    .action(async (manifest: string | undefined, flags: AffectedFlags) => {
      const { core, host } = await context.openCore(flags.directory);
      const { since, arch, bootstrap, set } = flags;
      const told = { architecture: arch, bootstrap, set, signal: context.signal };
      const report = await core.affected({ manifest, since, ...told, host });
      if (flags.json) writeJson(context.stdout, report);
      else if (!flags.quiet) context.stdout.write(affectedSummary(report));
    });
}
