import { basename, dirname, relative, resolve } from 'pathe';
import { comparedArchive } from './compared-archive.js';
import { compareArchives } from './comparison/compare-archives.js';
import type { ArchiveComparison, Cause } from './comparison/comparison.js';
import { type Diagnostic, diagnose } from './diagnostics/diagnostic.js';
import { failure } from './diagnostics/lambdazip-error.js';
import { provenancePath } from './document-paths.js';
import { quotas } from './lambda/quotas.js';
import type { MadeArchive } from './make-archives.js';
import type { PlannedArchive } from './plan/build-plan.js';
import { fileSystemReason } from './ports/file-system-reason.js';
import type { Host } from './ports/host.js';
import { checkStatement, sourceOf } from './provenance/check-statement.js';
import { compareCommands } from './provenance/compare-commands.js';
import { gitState, hasCommit } from './provenance/git-state.js';
import { goCommands } from './provenance/make-statement.js';
import { readStatement, type Statement, type StatementReading } from './provenance/statement.js';
import { type PackageContent, type PackageFile, readPackage } from './read-package.js';
import { type Rebuild, rebuild } from './rebuild.js';
import { type CanonicalResult, checkCanonical } from './verification/check-canonical.js';
import type { VerifyOptions } from './verify-options.js';
import type {
  CanonicalCheck,
  CodeSha256Check,
  ProvenanceCheck,
  RebuildCheck,
  VerifyReport,
} from './verify-report.js';

/**
 * Verifies a zip: that it is an archive of format 1, re-created byte for byte from its own content; that the claims
 * of its record hold; that a rebuild from source gives the same bytes, and why where it does not; that it is what is
 * deployed. Whatever it finds is in the report.
 *
 * @throws LambdazipError `archive-unreadable`, `provenance-unreadable`, `verify-nothing`, `code-sha256-invalid`,
 * `verify-archive-ambiguous`, `verify-build-failed`, `verify-modules-modified`, and what `plan` throws
 */
export async function verify(options: VerifyOptions, host: Host): Promise<VerifyReport> {
  throwIfMisused(options);
  const { codeSha256, manifest, signal } = options;
  const file = options.file === undefined ? null : await readPackage(options.file, host);
  const record = await openRecord(options, host);
  const statement = record?.reading.kind === 'statement' ? record.reading.statement : undefined;
  const warnings: Diagnostic[] = [];

  const read = file?.content ? await canonicalOf(file.content, statement, options, host) : null;
  const canonical = file === null ? null : canonicalCheck(file, read);
  const provenance =
    record === undefined ? null : await provenanceCheck({ record, file, read, options, warnings }, host);
  const built =
    manifest === undefined ? null : await rebuild({ ...options, manifest }, selectFor(options, file), host);
  const rebuilt = built === null ? null : await rebuildCheck({ built, file, statement, options }, host);
  const deployed = codeSha256 === undefined ? null : deployedCheck(codeSha256, file, built, statement);
  signal?.throwIfAborted();

  const checks = [canonical, provenance, rebuilt, deployed];
  return {
    verdict: checks.some((check) => check?.verdict === 'different') ? 'different' : 'same',
    file: file === null ? null : verifiedFile(file),
    canonical,
    codeSha256: deployed,
    provenance,
    rebuild: rebuilt,
    warnings,
  };
}

function throwIfMisused({ file, manifest, provenance, codeSha256 }: VerifyOptions): void {
  const misused = (problem: string) => failure('verify-nothing', { problem });
  if (file === undefined && codeSha256 === undefined) throw misused('nothing to verify was named');
  if (file === undefined && manifest === undefined && provenance === undefined) {
    throw misused('a CodeSha256 is held against a file, a rebuild or a record, and none was named');
  }
  if (codeSha256 !== undefined && !/^[A-Za-z0-9+/]{43}=$/.test(codeSha256)) {
    throw failure('code-sha256-invalid', { value: codeSha256 });
  }
}

function verifiedFile({ path, size, content }: PackageFile): NonNullable<VerifyReport['file']> {
  return { path, size, sha256: content?.sha256 ?? null, codeSha256: content?.codeSha256 ?? null };
}

// --- Is it canonical? ---

function canonicalOf(
  { bytes }: PackageContent,
  statement: Statement | undefined,
  { jobs, signal }: VerifyOptions,
  host: Host,
): Promise<CanonicalResult> {
  const likelyLevel = statement?.predicate.buildDefinition.internalParameters.compression;
  return checkCanonical({ bytes, likelyLevel, jobs: jobs ?? host.processors, signal }, host);
}

function canonicalCheck(file: PackageFile, read: CanonicalResult | null): CanonicalCheck {
  const findings = read?.findings ?? [tooLarge(file)];
  return { verdict: verdictOf(findings), findings, level: read?.level ?? null };
}

function tooLarge({ path, size }: PackageFile): Diagnostic {
  const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MiB`;
  return diagnose('verify-too-large', {
    what: `${path} has ${mebibytes(size)}`,
    limit: `${mebibytes(quotas.unzippedSize)} unzipped`,
  });
}

// --- Do the record's claims hold? ---

interface OpenedRecord {
  /** Relative to the working directory. */
  readonly path: string;
  readonly reading: StatementReading;
}

/** The record that was named, else the one beside the file; undefined where there is none. */
async function openRecord(options: VerifyOptions, host: Host): Promise<OpenedRecord | undefined> {
  const named = options.provenance ?? (options.file === undefined ? undefined : provenancePath(options.file));
  if (named === undefined) return undefined;
  const absolute = resolve(host.workingDirectory, named);
  const path = relative(host.workingDirectory, absolute);
  if (options.provenance === undefined && (await host.fileSystem.stat(absolute))?.kind !== 'file')
    return undefined;
  try {
    const text = new TextDecoder().decode(await host.fileSystem.readFile(absolute));
    return { path, reading: readStatement(text) };
  } catch (error) {
    throw failure('provenance-unreadable', { file: path, reason: fileSystemReason(error) }, { cause: error });
  }
}

interface ProvenanceRequest {
  readonly record: OpenedRecord;
  readonly file: PackageFile | null;
  readonly read: CanonicalResult | null;
  readonly options: VerifyOptions;
  readonly warnings: Diagnostic[];
}

async function provenanceCheck(
  { record, file, read, options, warnings }: ProvenanceRequest,
  host: Host,
): Promise<ProvenanceCheck> {
  const { path, reading } = record;
  if (reading.kind === 'malformed') {
    const findings = [diagnose('provenance-malformed', reading)];
    return { path, verdict: 'different', findings };
  }
  const { statement } = reading;
  const findings: Diagnostic[] = [];
  if (file?.content) {
    const { sha256 } = file.content;
    const name = basename(file.path);
    const facts = { name, sha256, entries: read?.entries ?? null, level: read?.level ?? null };
    findings.push(...checkStatement(statement, facts));
  }
  for (const finding of await commitFindings(statement, options, host)) {
    (finding.severity === 'error' ? findings : warnings).push(finding);
  }
  return { path, verdict: verdictOf(findings), findings };
}

async function commitFindings(
  statement: Statement,
  options: VerifyOptions,
  host: Host,
): Promise<Diagnostic[]> {
  const source = sourceOf(statement);
  if (source === undefined) return [];
  const { commit, isClean } = source;
  const { manifest, signal } = options;
  const directory =
    manifest === undefined ? host.workingDirectory : dirname(resolve(host.workingDirectory, manifest));
  const findings = isClean ? [] : [diagnose('provenance-tree-dirty', { commit })];
  const isThere = await hasCommit(host, directory, commit, signal);
  if (isThere === undefined) {
    const reason = 'there is no git repository here';
    return [...findings, diagnose('provenance-commit-unchecked', { commit, reason })];
  }
  if (!isThere) {
    return [
      ...findings,
      diagnose('provenance-commit', { commit, reason: 'the repository here does not have it' }),
    ];
  }
  if (manifest === undefined) return findings;
  // What is rebuilt is what is checked out.
  const here = await gitState(host, { directory, outputs: [], signal });
  if (here.kind === 'commit' && here.commit !== commit) {
    findings.push(diagnose('provenance-commit', { commit, reason: `${here.commit} is checked out` }));
  }
  return findings;
}

// --- Does a rebuild from source give the same bytes? ---

/** Chooses the archives of the manifest that the file, or what is deployed, can be. */
function selectFor({ archive, codeSha256 }: VerifyOptions, file: PackageFile | null) {
  return (planned: readonly PlannedArchive[]): readonly PlannedArchive[] => {
    const names = planned.map(({ name }) => name);
    const ambiguous = () =>
      failure('verify-archive-ambiguous', { file: file === null ? null : basename(file.path), names });
    if (archive !== undefined) {
      const named = planned.filter(({ name }) => name === archive);
      const members = named.length > 0 ? named : planned.filter((each) => each.archive === archive);
      if (members.length === 0)
        throw failure('archive-unknown', { name: archive, known: names, likely: null });
      if (members.length === 1 || file === null) return members;
      const byName = members.filter(({ path }) => basename(path) === basename(file.path));
      if (byName.length === 1) return byName;
      throw ambiguous();
    }
    if (planned.length === 1) return planned;
    // Which of them is deployed its digest says.
    if (file === null && codeSha256 !== undefined) return planned;
    const written = planned.filter(({ path }) => basename(path) === basename(file?.path ?? ''));
    if (written.length !== 1) throw ambiguous();
    return written;
  };
}

interface RebuildRequest {
  readonly built: Rebuild;
  readonly file: PackageFile | null;
  readonly statement: Statement | undefined;
  readonly options: VerifyOptions;
}

async function rebuildCheck(
  { built, file, statement, options }: RebuildRequest,
  host: Host,
): Promise<RebuildCheck | null> {
  const [archive] = built.archives;
  if (file === null || archive === undefined) return null;
  const facts = {
    archive: archive.plan.name,
    sha256: archive.sha256,
    codeSha256: archive.codeSha256,
    fast: options.fast === true,
  };
  if (file.content === null)
    return { ...facts, verdict: 'different', findings: [tooLarge(file)], comparison: null };
  if (file.content.sha256 === archive.sha256)
    return { ...facts, verdict: 'same', findings: [], comparison: null };
  const found = comparedArchive(file.content.bytes, host.inflateRaw);
  if (typeof found === 'string') {
    return {
      ...facts,
      verdict: 'different',
      findings: [diagnose('verify-damaged', { reason: found })],
      comparison: null,
    };
  }
  const comparison = await compareArchives({
    found,
    other: rebuiltArchive(archive, host),
    where: 'here',
    knowledge: built.knowledge(archive.plan),
    signal: options.signal,
  });
  const commands = statement === undefined ? [] : commandCauses(statement, built, archive);
  return {
    ...facts,
    verdict: 'different',
    findings: [diagnose('verify-rebuild-differs', { file: file.path, archive: archive.plan.name })],
    comparison: { ...comparison, causes: [...commands, ...comparison.causes] } satisfies ArchiveComparison,
  };
}

function rebuiltArchive({ bytes }: MadeArchive, host: Host) {
  const other = comparedArchive(bytes, host.inflateRaw);
  if (typeof other === 'string') throw new TypeError(`the rebuilt archive cannot be read: ${other}`);
  return other;
}

function commandCauses(statement: Statement, built: Rebuild, { plan }: MadeArchive): Cause[] {
  const { commands } = statement.predicate.buildDefinition.internalParameters;
  return compareCommands(commands, goCommands(built.plan, plan)).map(({ found, other }) => {
    const { code, message, help } = diagnose('differs-command', { found, other, where: 'here' });
    return { code, message, help, entries: [] };
  });
}

// --- Is it what is deployed? ---

function deployedCheck(
  expected: string,
  file: PackageFile | null,
  built: Rebuild | null,
  statement: Statement | undefined,
): CodeSha256Check {
  const compared: { name: string; codeSha256: string }[] = [];
  if (file?.content) compared.push({ name: file.path, codeSha256: file.content.codeSha256 });
  else
    for (const { plan, codeSha256 } of built?.archives ?? []) compared.push({ name: plan.name, codeSha256 });
  const recorded = statement?.subject[0]?.digest.sha256;
  if (compared.length === 0 && recorded !== undefined) {
    compared.push({ name: 'the recorded archive', codeSha256: base64OfHex(recorded) });
  }
  if (compared.some(({ codeSha256 }) => codeSha256 === expected)) {
    return { verdict: 'same', findings: [], expected, compared };
  }
  const findings = compared.map(({ name, codeSha256: found }) =>
    diagnose('verify-code-sha256', { found, expected, what: name }),
  );
  return { verdict: 'different', findings, expected, compared };
}

function base64OfHex(hex: string): string {
  return btoa(hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))));
}

function verdictOf(findings: readonly Diagnostic[]): 'same' | 'different' {
  return findings.length === 0 ? 'same' : 'different';
}
