import type { WrittenFunction } from '../template-function.js';

/** Whether a function inherits from `Globals`, which all SAM functions do. */
export function takesGlobals({ format }: WrittenFunction): boolean {
  return format === 'sam';
}
