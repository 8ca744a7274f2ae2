import type { WrittenFunction } from '../template-function.js';

/** Whether a function takes settings from `Globals`: one of SAM, whatever else is in its template. */
export function takesGlobals({ format }: WrittenFunction): boolean {
  return format === 'sam';
}
