import type { BuildOptions, PlanOptions, Shard } from '@lambdazip/core';
import {
  type Architecture,
  architectureNamed,
  architectureNames,
  type BootstrapKind,
  bootstrapNames,
} from '@lambdazip/core/choices';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type CliContext, type ColorChoice, colorChoices } from './context.js';
import { isInteractive } from './output/paint.js';

/** The options of every command. */
export interface CommonOptions {
  /** `-C`. */
  readonly directory?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The options of `build` and `plan`. */
export interface BuildFlags extends CommonOptions {
  readonly outDir?: string;
  readonly archive?: readonly string[];
  readonly arch?: Architecture;
  readonly bootstrap?: BootstrapKind;
  readonly set?: Readonly<Record<string, string>>;
  readonly report?: string;
  readonly cacheDir?: string;
  /** false with `--no-cache`. */
  readonly cache: boolean;
  /** false with `--no-provenance`. */
  readonly provenance: boolean;
  readonly sbom?: boolean;
  readonly shard?: Shard;
  readonly costs?: string;
  readonly affectedSince?: string;
  /** `build` only. */
  readonly strictInputs?: boolean;
  /** Of `build`. */
  readonly verbose?: boolean;
}

/** The optional manifest argument of a command. */
export const manifestArgument = [
  '[manifest]',
  'manifest (default: lambdazip.json, .jsonc, .yaml or .yml)',
] as const;

/** `--report`. */
export const reportOption = ['--report <file>', 'also write the JSON report to this file'] as const;

/** The heading of the options of every command, which `--help` lists last. */
export const commonOptions = 'Common options:';

export function addCommonOptions(command: Command): Command {
  for (const [flags, description] of [
    ['-C, --directory <dir>', 'run in this directory'],
    ['--json', 'print the report as JSON'],
    ['-q, --quiet', 'print only errors and warnings'],
  ] as const) {
    command.addOption(new Option(flags, description).helpGroup(commonOptions));
  }
  return command;
}

/** `--color`, which {@link chosenColor} reads before the options are parsed. */
export function addColorOption(command: Command): Command {
  return command.addOption(
    new Option('--color <when>', 'color the output (default: auto)').choices(colorChoices),
  );
}

/** The value of `--color` in a command line; undefined without a valid one. */
export function chosenColor(options: readonly string[]): ColorChoice | undefined {
  const values = options.flatMap((word, index) => {
    if (word === '--color') return [options[index + 1]];
    return word.startsWith('--color=') ? [word.slice('--color='.length)] : [];
  });
  return colorChoices.find((choice) => choice === values.at(-1));
}

export function addBuildOptions(command: Command): Command {
  addCommonOptions(command)
    .option('--out-dir <dir>', "output directory, instead of the manifest's outDir")
    .option('--archive <name>', 'build only this archive (may be repeated)', collect);
  addTargetOptions(command)
    .option(
      '--affected-since <revision>',
      'build only the archives affected by changes since this git revision',
    )
    .option('--shard <i/n>', 'build shard i of n', parseShard)
    .option('--costs <file>', 'balance shards by the archive sizes in this earlier build report');
  return addCacheOption(command)
    .option('--no-cache', 'do not read or write the lambdazip cache')
    .option('--no-provenance', 'do not write provenance files (<archive>.provenance.json)')
    .option('--sbom', 'write a CycloneDX SBOM for each archive (<archive>.cdx.json)')
    .option(...reportOption);
}

/** `--arch`, with Lambda's names or those of other tools. */
export function architectureOption(description: string): Option {
  const option = new Option('--arch <architecture>', description).choices(architectureNames);
  return option.argParser((text) => {
    const found = architectureNamed(text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Allowed choices are ${architectureNames.join(', ')}.`);
  });
}

/** The options that determine the contents of archives: a build and its verification need the same values. */
export function addTargetOptions(command: Command): Command {
  return command
    .addOption(architectureOption('override the architecture of every archive'))
    .addOption(
      new Option('--bootstrap <kind>', 'override the bootstrap of every archive').choices(bootstrapNames),
    )
    .option('--set <NAME=value>', 'set a variable of the manifest (may be repeated)', collectVariable);
}

function parseShard(text: string): Shard {
  const [, index, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index <= shard.count)) throw new InvalidArgumentError('Expected i/n with i from 1 to n.');
  return shard;
}

/** Parses a positive integer. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError('Expected a positive integer.');
  return count;
}

export function addCacheOption(command: Command): Command {
  return command.option(
    '--cache-dir <dir>',
    "cache directory (default: $LAMBDAZIP_CACHE_DIR, else in the user's cache directory)",
  );
}

/** Collects the values of a repeatable option. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function collectVariable(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Expected NAME=value.');
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}

/** The core's build options for these flags. */
export function buildOptions(
  manifest: string | undefined,
  flags: BuildFlags,
  context: CliContext,
): BuildOptions {
  return {
    ...planOptions(manifest, flags, context),
    report: flags.report,
    strictInputs: flags.strictInputs,
    rememberWarnings: isInteractive(context),
  };
}

/** The core's plan options for these flags. */
export function planOptions(
  manifest: string | undefined,
  flags: BuildFlags,
  context: CliContext,
): PlanOptions {
  return {
    manifest,
    outDir: flags.outDir,
    archives: flags.archive,
    architecture: flags.arch,
    bootstrap: flags.bootstrap,
    set: flags.set,
    cache: flags.cache ? flags.cacheDir : false,
    provenance: flags.provenance,
    sbom: flags.sbom,
    shard: flags.shard,
    costs: flags.costs,
    affectedSince: flags.affectedSince,
    signal: context.signal,
  };
}
