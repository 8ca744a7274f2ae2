import { Command } from 'commander';
import type { CliContext } from '../context.js';
import {
  addCommonOptions,
  addTargetOptions,
  type BuildFlags,
  type CommonOptions,
  manifestArgument,
} from '../options.js';
import { affectedSummary } from '../output/affected-summary.js';
import { writeJson } from '../output/failure.js';

type AffectedFlags = CommonOptions &
  Pick<BuildFlags, 'arch' | 'bootstrap' | 'set'> & { readonly since: string };

/** `lambdazip affected`. */
export function affectedCommand(context: CliContext): Command {
  return addTargetOptions(addCommonOptions(new Command('affected')))
    .description('List the archives and handlers affected by changes since a git revision, and why')
    .argument(...manifestArgument)
    .requiredOption('--since <revision>', 'commit, branch or tag to compare the working tree with')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip affected --since v1.4.0
  lambdazip affected --since "$(git merge-base origin/main HEAD)"
  lambdazip affected --since HEAD~1 --json | jq -r '.archives[].path'
  lambdazip build --affected-since v1.4.0     build only those archives`,
    )
    .action(async (manifest: string | undefined, flags: AffectedFlags) => {
      const { core, host } = await context.openCore(flags.directory);
      const { since, arch, bootstrap, set } = flags;
      const report = await core.affected({
        manifest,
        since,
        architecture: arch,
        bootstrap,
        set,
        signal: context.signal,
        host,
      });
      if (flags.json) writeJson(context.stdout, report);
      else if (!flags.quiet) context.stdout.write(affectedSummary(report));
    });
}
