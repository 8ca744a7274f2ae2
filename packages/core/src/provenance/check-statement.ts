import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { GoBuildInfo } from '../go/build-info.js';
import { linkedModules } from '../go/linked-modules.js';
import type { GoCommand } from '../plan/recorded-command.js';
import { modulePrefix, type Resource, type Statement, sourceName, toolchainPrefix } from './statement.js';

/** Facts about an archive to check its provenance against. */
export interface ArchiveFacts {
  /** The zip's file name, for messages. */
  readonly name: string;
  /** SHA-256 of the zip, in hexadecimal. */
  readonly sha256: string;
  /** null if the entries could not be read. */
  readonly entries: readonly CheckedEntry[] | null;
  /** The deflate level; null if unknown. */
  readonly level: number | null;
}

export interface CheckedEntry {
  readonly name: string;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
  readonly info: GoBuildInfo | undefined;
}

/** Finds claims in provenance that are false for an archive. */
export function checkStatement(statement: Statement, facts: ArchiveFacts): Diagnostic[] {
  const { subject, predicate } = statement;
  const { internalParameters, resolvedDependencies } = predicate.buildDefinition;
  const findings: Diagnostic[] = [];
  const [zip, ...entries] = subject;
  const expected = zip?.digest.sha256 ?? 'nothing';
  if (expected !== facts.sha256) {
    findings.push(diagnose('provenance-digest', { name: facts.name, found: facts.sha256, expected }));
  }
  if (internalParameters.archiveFormat !== 1) {
    const claim = internalParameters.archiveFormat;
    findings.push(diagnose('provenance-format', { field: 'archive-format', claim, found: 1 }));
  }
  const { level } = facts;
  if (level !== null && level !== internalParameters.compression) {
    const claim = internalParameters.compression;
    findings.push(diagnose('provenance-format', { field: 'compression-level', claim, found: level }));
  }
  if (facts.entries === null) return findings;
  findings.push(...entryFindings(entries, facts.entries));
  const programs = facts.entries.flatMap(({ name, info }) => (info === undefined ? [] : [{ name, info }]));
  findings.push(...toolchainFindings(resolvedDependencies, programs));
  const isAsset = assetNames(statement);
  const built = programs.filter(({ name }) => !isAsset(name));
  findings.push(...commandFindings(internalParameters.commands, built));
  findings.push(
    ...moduleFindings(
      resolvedDependencies,
      programs.map(({ info }) => info),
    ),
  );
  return findings;
}

/** The commit in the provenance, and how the working tree compared with it; undefined without a commit. */
export function sourceOf({
  predicate,
}: Statement): { readonly commit: string; readonly tree: 'clean' | 'dirty' | 'unknown' } | undefined {
  const source = predicate.buildDefinition.resolvedDependencies.find(({ name }) => name === sourceName);
  const commit = source?.digest?.gitCommit;
  if (commit === undefined) return undefined;
  const tree = source?.annotations?.tree;
  return { commit, tree: tree === 'clean' || tree === 'dirty' ? tree : 'unknown' };
}

function entryFindings(
  claimed: readonly Statement['subject'][number][],
  entries: readonly CheckedEntry[],
): Diagnostic[] {
  const claims = new Map(claimed.map(({ name, digest }) => [name, digest.sha256 ?? 'nothing']));
  const found = new Map(entries.map(({ name, sha256 }) => [name, sha256]));
  const findings: Diagnostic[] = [];
  for (const [name, sha256] of found) {
    const expected = claims.get(name);
    if (expected === undefined) findings.push(diagnose('provenance-entries', { name, has: true }));
    else if (expected !== sha256)
      findings.push(diagnose('provenance-digest', { name, found: sha256, expected }));
  }
  for (const name of claims.keys()) {
    if (!found.has(name)) findings.push(diagnose('provenance-entries', { name, has: false }));
  }
  return findings;
}

function toolchainFindings(
  dependencies: readonly Resource[],
  programs: readonly { readonly name: string; readonly info: GoBuildInfo }[],
): Diagnostic[] {
  const claimed = dependencies.filter(({ uri }) => uri?.startsWith(toolchainPrefix)).map(({ name }) => name);
  const claim = claimed.join(', ') || 'no Go release';
  const findings = programs
    .filter(({ info }) => !claimed.includes(info.goVersion))
    .map(({ name, info }) =>
      diagnose('provenance-toolchain', { program: name, found: info.goVersion, claim }),
    );
  const used = programs.map(({ info }) => info.goVersion);
  for (const name of claimed.filter((each) => !used.includes(each))) {
    findings.push(diagnose('provenance-toolchain', { program: 'no program', found: name, claim }));
  }
  return findings;
}

/** The files in the manifest, which may include programs of other builds. */
function assetNames({ predicate }: Statement): (name: string) => boolean {
  const { manifest } = predicate.buildDefinition.externalParameters;
  const { files } = { files: {}, ...(manifest as { readonly files?: object } | undefined) };
  const keys = Object.keys(files ?? {});
  return (name) => keys.some((key) => key === name || (key.endsWith('/') && name.startsWith(key)));
}

/** Each program must be the result of one of the commands, as far as go recorded its settings. */
function commandFindings(
  commands: readonly GoCommand[],
  programs: readonly { readonly name: string; readonly info: GoBuildInfo }[],
): Diagnostic[] {
  const claims = commands.map(({ go, argv, environment }) => {
    const tags = argv[argv.indexOf('-tags') + 1];
    const { GOARCH = '', CGO_ENABLED = '' } = environment;
    return settingsText(`go${go}`, { GOARCH, CGO_ENABLED, '-tags': argv.includes('-tags') ? tags : '' });
  });
  return programs.flatMap(({ name, info: { goVersion, settings } }) => {
    // After the release, there may be experiments, which are not part of the command.
    const found = settingsText(goVersion.split(' ')[0] ?? '', settings);
    if (claims.includes(found)) return [];
    const claim = claims.join('; ') || 'no command';
    return [diagnose('provenance-command', { program: name, found, claim })];
  });
}

function settingsText(go: string, settings: Readonly<Record<string, string | undefined>>): string {
  const { GOARCH = '', CGO_ENABLED = '', '-tags': tags = '' } = settings;
  return [
    go,
    `GOARCH=${GOARCH}`,
    `CGO_ENABLED=${CGO_ENABLED}`,
    ...(tags === '' ? [] : [`-tags ${tags}`]),
  ].join(' ');
}

function moduleFindings(dependencies: readonly Resource[], programs: readonly GoBuildInfo[]): Diagnostic[] {
  const claims = dependencies.filter(
    ({ name, uri }) =>
      name !== sourceName &&
      !(uri?.startsWith(toolchainPrefix) ?? false) &&
      (uri?.startsWith(modulePrefix) ?? true),
  );
  const found = linkedModules(programs, new Map());
  const findings: Diagnostic[] = [];
  const matched = new Set<Resource>();
  for (const module of found) {
    const text = [module.version || 'no version', module.replacedBy && `replaced by ${module.replacedBy}`]
      .filter(Boolean)
      .join(', ');
    const same = claims.filter(({ name }) => name === module.path);
    const claim = same.find(
      ({ annotations = {} }) =>
        (annotations.version ?? '') === module.version &&
        (annotations.replacedBy ?? null) === module.replacedBy,
    );
    if (claim === undefined) {
      const said = same.map(({ annotations }) => annotations?.version ?? 'no version').join(', ') || 'none';
      findings.push(diagnose('provenance-module', { module: module.path, found: text, claim: said }));
      continue;
    }
    matched.add(claim);
    const sum = claim.annotations?.sum ?? '';
    // A vendored module has no checksum in the program; the one in the provenance is from go.sum.
    if (module.sum !== '' && module.sum !== sum) {
      const values = {
        module: `${module.path} ${module.version}`,
        found: `sum ${module.sum}`,
        claim: sum === '' ? 'no sum' : `sum ${sum}`,
      };
      findings.push(diagnose('provenance-module', values));
    }
  }
  for (const claim of claims.filter((each) => !matched.has(each))) {
    const version = claim.annotations?.version ?? 'no version';
    const isKnown = found.some(({ path }) => path === claim.name);
    if (isKnown) continue;
    findings.push(diagnose('provenance-module', { module: claim.name, found: 'none', claim: version }));
  }
  return findings;
}
