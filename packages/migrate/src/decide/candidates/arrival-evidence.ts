import type { FileCommand } from '../../evidence/build-command.js';
import type { MissingPackage } from './build-lines.js';
import type { Arrival } from './file-flow.js';
import { type Found, placeName } from './found.js';
import { targetName } from './package-target.js';

/** A program that was followed from its build line to the path of the function. */
export function foundAt({ product, copies }: Arrival, zip: FileCommand | null = null): Found {
  const { path, target, command } = product;
  const steps = [
    `${placeName(command.location)} builds ${path} from ${targetName(target)}`,
    ...copies.map(({ location, to }) => `${placeName(location)} copies it to ${to}`),
    ...(zip === null ? [] : [`${placeName(zip.location)} packs it into ${zip.to}`]),
  ];
  return { target, evidence: { text: steps.join(', '), location: command.location }, command };
}

/** A build line that names a missing package. */
export function missingText({ path, name, command }: MissingPackage): string {
  const what = path === null ? '' : `${path} from `;
  return `${placeName(command.location)} builds ${what}${name}, but that main package does not exist`;
}
