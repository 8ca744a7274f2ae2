import type { Location } from '@lambdazip/core/internal';
import { retiredRuntimes, runtimes } from '@lambdazip/core/internal';
import type { Repetition } from './repeated-function.js';

/** An expression in a Terraform file: where a value is set. */
export interface TerraformSite {
  /** The file name for messages, with the line and column of the attribute. */
  readonly location: Location;
  /** The whole attribute as written, such as `runtime = "go1.x"`. */
  readonly attribute: string;
  /** Its expression, such as `"go1.x"`. */
  readonly expression: string;
}

/** An attribute of a function. */
export interface TerraformAttribute extends TerraformSite {
  /** The same as `expression`. */
  readonly text: string;
  /**
   * A string as far as it is known from the files, with variables by their defaults and .tfvars; `${path.module}` is `.`;
   * null otherwise.
   */
  readonly value: string | null;
  /** The items of a list of such strings; null otherwise. */
  readonly items: readonly string[] | null;
  /** The attribute with the literal: itself, the `default` of a variable, or a local. */
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

/** The attributes of `aws_lambda_function` that define its program, by Terraform's names. */
export type TerraformAttributeName = (typeof terraformAttributes)[number];

/** An `aws_lambda_function` resource. Functions of every runtime are read. */
export interface TerraformFunction {
  /** The second label: `create` of `aws_lambda_function.create`. */
  readonly name: string;
  /** The location of the block's first line. */
  readonly location: Location;
  /** The directory of its module, relative to the project's root. */
  readonly directory: string;
  /** `count` or `for_each`, if the block creates several functions; otherwise null. */
  readonly repeated: 'count' | 'for_each' | null;
  /** Why its instances may run different programs; null if all run the same one. */
  readonly repetition: Repetition | null;
  /** The attributes that are set. */
  readonly attributes: Readonly<Partial<Record<TerraformAttributeName, TerraformAttribute>>>;
}

/** The configuration in a directory: Terraform merges all files in it. */
export interface TerraformModule {
  /** Relative to the project's root. */
  readonly directory: string;
  /** The files that were read, relative to the project's root, sorted. */
  readonly files: readonly string[];
  /** In the order of the files, and of the blocks in them. */
  readonly functions: readonly TerraformFunction[];
}

/** Whether a function may be Go. An unknown runtime may be one of Go's: the archives show whether they have its handler. */
export function mayBeGo({ attributes }: TerraformFunction): boolean {
  if (attributes.image_uri !== undefined || attributes.package_type?.value === 'Image') return false;
  const { runtime } = attributes;
  if (runtime === undefined) return false;
  if (runtime.value === null) return true;
  return Object.hasOwn(runtimes, runtime.value) || Object.hasOwn(retiredRuntimes, runtime.value);
}
