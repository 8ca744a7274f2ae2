import { type GoMain, generatedName } from '../go/go-run.js';
import type { GeneratedPackage } from './generated-packages.js';

/**
 * The packages through which the generated main package calls a main package, the one next to it first. Go lets only packages in the
 * directory of an `internal` directory import what is below it, so each such directory gets a package that calls the next one.
 * Empty if no package is needed.
 */
export function packagesBetween(
  { importPath, directory }: Pick<GoMain, 'importPath' | 'directory'>,
  importer: string,
): readonly GeneratedPackage[] {
  const found: GeneratedPackage[] = [];
  let place: GeneratedPackage = { importPath, directory };
  for (let parent = parentOf(place, importer); parent !== undefined; parent = parentOf(place, importer)) {
    const above = place.directory.slice(
      0,
      place.directory.length - (place.importPath.length - parent.length),
    );
    place = { importPath: `${parent}/${generatedName}`, directory: `${above}/${generatedName}` };
    found.push(place);
  }
  return found;
}

/** The directory whose packages may import this one; undefined if the importer is one of them. */
function parentOf({ importPath }: GeneratedPackage, importer: string): string | undefined {
  const elements = importPath.split('/');
  const parent = elements.slice(0, Math.max(elements.lastIndexOf('internal'), 0)).join('/');
  return parent === '' || importer.startsWith(`${parent}/`) ? undefined : parent;
}
