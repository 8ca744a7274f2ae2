import type { BuildOptions, PlanOptions, Shard } from '@lambdazip/core';
import {
  type Architecture,
  architectureNames,
  type BootstrapKind,
  bootstrapNames,
} from '@lambdazip/core/choices';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from './context.js';

/** The options that every command takes. */
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
  /** Of `build`. */
  readonly strictInputs?: boolean;
}

export function addCommonOptions(command: Command): Command {
  return command
    .option('-C, --directory <dir>', 'work in this directory')
    .option('--json', 'print one JSON document')
    .option('-q, --quiet', 'print errors and warnings alone');
}

export function addBuildOptions(command: Command): Command {
  return addTargetOptions(addCacheOption(addCommonOptions(command)))
    .option('--no-cache', 'use no cache of lambdazip, and leave none')
    .option('--out-dir <dir>', "write archives here, in place of the manifest's outDir")
    .option('--archive <name>', 'build this archive of the manifest alone (may be repeated)', collect)
    .option('--no-provenance', 'write no record (`<archive>.provenance.json`) beside the archives')
    .option('--sbom', 'write a CycloneDX bill of materials (`<archive>.cdx.json`) beside each archive')
    .option(
      '--affected-since <revision>',
      'build only archives that a change since this git revision touches',
    )
    .option('--shard <i/n>', 'build the i-th of n parts of the archives, as each of n jobs does', parseShard)
    .option('--costs <file>', 'an earlier report: parts are made equal by the sizes in it')
    .option('--report <file>', 'write the JSON document to this file as well');
}

/** What a build and its verification must be told alike. */
export function addTargetOptions(command: Command): Command {
  return command
    .addOption(new Option('--arch <architecture>', 'for all archives').choices(architectureNames))
    .addOption(new Option('--bootstrap <kind>', 'for all archives').choices(bootstrapNames))
    .option(
      '--set <NAME=value>',
      'give a variable of the manifest a value (may be repeated)',
      collectVariable,
    );
}

function parseShard(text: string): Shard {
  const [, index, count] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index <= shard.count)) throw new InvalidArgumentError('Write i/n, with i from 1 to n.');
  return shard;
}

/** A whole number from 1. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError('Write a whole number from 1.');
  return count;
}

export function addCacheOption(command: Command): Command {
  return command.option(
    '--cache-dir <dir>',
    "the directory for caches (default: LAMBDAZIP_CACHE_DIR, else the platform's cache directory)",
  );
}

/** The values of an option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function collectVariable(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const equals = text.indexOf('=');
  if (equals < 1) throw new InvalidArgumentError('Write NAME=value.');
  return { ...before, [text.slice(0, equals)]: text.slice(equals + 1) };
}

/** What the flags mean to the core, for a build. */
export function buildOptions(
  manifest: string | undefined,
  flags: BuildFlags,
  context: CliContext,
): BuildOptions {
  return {
    ...planOptions(manifest, flags, context),
    report: flags.report,
    strictInputs: flags.strictInputs,
  };
}

/** What the flags mean to the core, for a plan. */
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
