import type { WrittenFunction } from '../template-function.js';

/** Whether a function inherits from `Globals`: every SAM function does, whatever else is in its template. */
export function takesGlobals({ format }: WrittenFunction): boolean {
  return format === 'sam';
}
