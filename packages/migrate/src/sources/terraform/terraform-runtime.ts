import { retiredRuntimes, runtimes } from '@lambdazip/core/internal';
import type { TerraformFunction } from './terraform-function.js';

/** Whether a function may be Go. A runtime that is not known may be one of Go's: the archives say whether its handler is. */
export function mayBeGo({ attributes }: TerraformFunction): boolean {
  if (attributes.image_uri !== undefined || attributes.package_type?.value === 'Image') return false;
  const { runtime } = attributes;
  if (runtime === undefined) return false;
  if (runtime.value === null) return true;
  return Object.hasOwn(runtimes, runtime.value) || Object.hasOwn(retiredRuntimes, runtime.value);
}
