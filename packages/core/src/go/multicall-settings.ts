import type { BuildSettings } from './build-settings.js';

/**
 * The settings with which the main packages are linked as one program. They no longer are packages named `main`, so the
 * linker would ignore `-X main.name=value`: the flag is repeated for each of them.
 *
 * @param mains the import paths of the main packages
 */
export function multicallSettings(settings: BuildSettings, mains: readonly string[]): BuildSettings {
  const ldflags: string[] = [];
  let isValue = false;
  for (const flag of settings.ldflags) {
    const joined = /^--?X=(.*)$/s.exec(flag)?.[1];
    const value = isValue ? flag : joined;
    isValue = !isValue && /^--?X$/.test(flag);
    if (isValue) continue;
    if (value === undefined) ldflags.push(flag);
    else for (const variable of variablesOf(value, mains)) ldflags.push('-X', variable);
  }
  return { ...settings, ldflags };
}

function variablesOf(value: string, mains: readonly string[]): string[] {
  if (!value.startsWith('main.')) return [value];
  return mains.map((path) => `${path}${value.slice('main'.length)}`);
}
