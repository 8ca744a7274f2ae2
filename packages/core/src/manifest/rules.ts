import { archiveNameProblem, findCollisions } from '../archive/names.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { wildcardProblem } from '../globs/wildcards.js';
import { quotas } from '../lambda/quotas.js';
import { layouts } from './layouts.js';
import type { ArchiveSpec, Manifest } from './manifest.js';
import type { ManifestInput } from './schema.js';
import type { Locator } from './schema-findings.js';

/** Rules that the schema cannot express, checked on the manifest as written. */
export function documentFindings(input: ManifestInput, at: Locator): Diagnostic[] {
  if (input.archives === undefined) {
    if (Object.keys(input.handlers ?? {}).length > 0) return [];
    const within = input.handlers === undefined ? 'manifest' : 'handlers';
    return [diagnose('manifest-no-handlers', { in: within, archive: null }, at.keyAt(['handlers']))];
  }
  const findings: Diagnostic[] = [];
  for (const key of ['name', 'handlers', 'files', 'functions'] as const) {
    if (input[key] === undefined) continue;
    findings.push(diagnose('manifest-handlers-and-archives', { key }, at.keyAt([key])));
  }
  const archives = Object.entries(input.archives);
  if (archives.length === 0) {
    findings.push(
      diagnose('manifest-no-handlers', { in: 'archives', archive: null }, at.keyAt(['archives'])),
    );
  }
  for (const [name, archive] of archives) {
    if (Object.keys(archive.handlers).length > 0) continue;
    findings.push(
      diagnose(
        'manifest-no-handlers',
        { in: 'archive', archive: name },
        at.keyAt(['archives', name, 'handlers']),
      ),
    );
  }
  return findings;
}

/** Rules checked on the resolved manifest: valid names for paths, and no duplicates. */
export function manifestFindings(manifest: Manifest): Diagnostic[] {
  return manifest.archives.flatMap(archiveFindings);
}

function archiveFindings(archive: ArchiveSpec): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const { starts } = layouts[archive.layout];
  const fixed = archive.handlers.filter(({ key }) => !key.includes('*'));
  for (const { key, target, location } of archive.handlers) {
    const reason = handlerProblem(key);
    if (reason !== undefined) {
      findings.push(diagnose('handler-name-invalid', { name: key, reason }, location));
    } else if (key === 'bootstrap' && starts === 'bootstrap') {
      findings.push(diagnose('handler-named-bootstrap', {}, location));
    }
    const pattern = target.kind === 'package' ? target.pattern : target.files.join(', ');
    if (wildcardProblem(key, target.kind === 'package' ? target.pattern : '') !== undefined) {
      findings.push(diagnose('wildcard-mismatch', { key, pattern }, location));
    }
  }
  for (const { key, location } of archive.files) {
    const reason = archiveNameProblem(key.endsWith('/') ? `${key}x` : key);
    if (reason !== undefined) findings.push(diagnose('file-name-invalid', { name: key, reason }, location));
  }
  findings.push(...functionFindings(archive));
  const places = [...fixed, ...archive.files.filter(({ key }) => !key.endsWith('/'))];
  const inArchive = starts === 'bootstrap' ? places : places.filter((place) => 'source' in place);
  const names = inArchive.map(({ key }) => key);
  // The last location of a name, as a search from the end would find it.
  const placeOf = new Map(inArchive.map((place) => [place.key, place]));
  for (const { name, other } of findCollisions([
    ...names,
    ...(names.includes('bootstrap') ? ['bootstrap'] : []),
  ])) {
    if (name === 'bootstrap' && fixed.some(({ key }) => key === name)) continue;
    const place = placeOf.get(name) ?? placeOf.get(other);
    findings.push(diagnose('path-collision', { name, other }, place?.location));
  }
  return findings;
}

function functionFindings({ functions, layout }: ArchiveSpec): Diagnostic[] {
  const [first] = functions;
  if (first === undefined) return [];
  if (!layouts[layout].sharesProgram)
    return [diagnose('functions-not-for-layout', { layout }, first.location)];
  return functions
    .filter(({ name }) => !/^[A-Za-z0-9_*-]{1,64}$/.test(name))
    .map(({ name, location }) => diagnose('function-name-invalid', { name }, location));
}

/** Why Lambda or an archive would refuse this as a Handler; undefined if both accept it. */
export function handlerProblem(key: string): string | undefined {
  const problem = archiveNameProblem(key);
  if (problem !== undefined) return problem;
  if (key.length <= quotas.handlerLength) return undefined;
  return `expected at most ${quotas.handlerLength} characters, found ${key.length}`;
}
