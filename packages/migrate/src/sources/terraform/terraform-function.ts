import type { Location } from '@lambdazip/core/internal';
import { retiredRuntimes, runtimes } from '@lambdazip/core/internal';
import type { Repetition } from './repeated-function.js';

/** An expression of one line or more in a file of Terraform: where a value is written down. */
export interface TerraformSite {
  /** The file as messages name it, line and column of the attribute that holds it. */
  readonly location: Location;
  /** The whole attribute as it is written, such as `runtime = "go1.x"`. */
  readonly attribute: string;
  /** Its expression, such as `"go1.x"`. */
  readonly expression: string;
}

/** An attribute of a function. */
export interface TerraformAttribute extends TerraformSite {
  /** The same as `expression`. */
  readonly text: string;
  /** A text as far as the files tell it, variables by their defaults and .tfvars; `${path.module}` is `.`; null for all else. */
  readonly value: string | null;
  /** The items of a list of such texts; null for all else. */
  readonly items: readonly string[] | null;
  /** The attribute that holds the literal: itself, the `default` of a variable, a local. */
  readonly site: TerraformSite;
}

export const terraformAttributes = [
  'architectures',
  'filename',
  'handler',
  'image_uri',
  'layers',
  'package_type',
  'runtime',
  's3_bucket',
  's3_key',
  'source_code_hash',
] as const;

/** The attributes of `aws_lambda_function` that say what is run, by Terraform's names. */
export type TerraformAttributeName = (typeof terraformAttributes)[number];

/** A resource `aws_lambda_function`. Functions of every runtime are read. */
export interface TerraformFunction {
  /** The second label: `create` of `aws_lambda_function.create`. */
  readonly name: string;
  /** Of the block's first line. */
  readonly location: Location;
  /** The directory of its module, relative to the project's root. */
  readonly directory: string;
  /** `count` or `for_each`, with which the block stands for several functions; null for one. */
  readonly repeated: 'count' | 'for_each' | null;
  /** Why its instances may run different programs; null if all run the same one. */
  readonly repetition: Repetition | null;
  /** Those that it has. */
  readonly attributes: Readonly<Partial<Record<TerraformAttributeName, TerraformAttribute>>>;
}

/** The configuration of a directory: Terraform takes all files of one together. */
export interface TerraformModule {
  /** Relative to the project's root. */
  readonly directory: string;
  /** The files that were read, relative to the project's root, sorted. */
  readonly files: readonly string[];
  /** In the order of the files, and of the blocks in them. */
  readonly functions: readonly TerraformFunction[];
}

/** Whether a function may be Go. A runtime that is not known may be one of Go's: the archives say whether its handler is. */
export function mayBeGo({ attributes }: TerraformFunction): boolean {
  if (attributes.image_uri !== undefined || attributes.package_type?.value === 'Image') return false;
  const { runtime } = attributes;
  if (runtime === undefined) return false;
  if (runtime.value === null) return true;
  return Object.hasOwn(runtimes, runtime.value) || Object.hasOwn(retiredRuntimes, runtime.value);
}
