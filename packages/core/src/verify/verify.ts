import { basename, dirname, resolve } from 'pathe';
import { base64Of } from '../bytes/base64.js';
import { bytesOfHex } from '../bytes/hex.js';
import { compareArchives } from '../compare/compare-archives.js';
import { comparedArchive } from '../compare/compared-archive.js';
import type { ArchiveComparison, Cause } from '../compare/comparison.js';
import { type Diagnostic, diagnose, failure } from '../diagnostics/diagnose.js';
import { type PackageContent, type PackageFile, readPackage } from '../inspect/read-package.js';
import { quotas } from '../lambda/quotas.js';
import { provenancePath } from '../plan/document-paths.js';
import type { Host } from '../ports/host.js';
import { checkCommit } from '../provenance/check-commit.js';
import { checkStatement } from '../provenance/check-statement.js';
import { compareCommands } from '../provenance/compare-commands.js';
import { goCommands } from '../provenance/make-statement.js';
import { type OpenedRecord, openRecord } from '../provenance/open-record.js';
import type { Statement } from '../provenance/statement.js';
import { undoAbove } from '../publish/locked-directory.js';
import { asUnchecked } from './as-unchecked.js';
import { type CanonicalResult, checkCanonical } from './check-canonical.js';
import { type Rebuild, type RebuiltArchive, rebuild } from './rebuild.js';
import { selectMeant } from './select-archive.js';
import type { VerifyOptions } from './verify-options.js';
import type {
  CanonicalCheck,
  CodeSha256Check,
  ProvenanceCheck,
  RebuildCheck,
  VerifyReport,
} from './verify-report.js';

/**
 * Verifies a zip. Checks that it is an archive of format 1 that can be re-created byte for byte from its own content, that it
 * matches its provenance, that a rebuild from source has the same bytes, and that it is the deployed package. All findings,
 * and the likely causes of differences, are in the report.
 *
 * @throws LambdazipError `archive-unreadable`, `provenance-unreadable`, `verify-nothing`, `code-sha256-invalid`,
 * `verify-archive-ambiguous`, `verify-build-failed`, `verify-modules-modified`, `verify-not-checked`, and what `plan` throws
 */
export async function verify(options: VerifyOptions, host: Host): Promise<VerifyReport> {
  try {
    return await verified(options, host);
  } catch (error) {
    throw asUnchecked(error, 'verify-not-checked', options.signal);
  }
}

async function verified(options: VerifyOptions, host: Host): Promise<VerifyReport> {
  throwIfMisused(options);
  const { codeSha256, manifest, signal } = options;
  if (options.file !== undefined) await undoAbove(host, [options.file]);
  const file = options.file === undefined ? null : await readPackage(options.file, host);
  const beside = options.file === undefined ? undefined : provenancePath(options.file);
  const record = await openRecord(options.provenance, beside, host);
  const statement = record?.reading.kind === 'statement' ? record.reading.statement : undefined;
  const warnings: Diagnostic[] = [];

  const read = file?.content ? await canonicalOf(file.content, statement, options, host) : null;
  const canonical = file === null ? null : canonicalCheck(file, read);
  const provenance =
    record === undefined ? null : await provenanceCheck({ record, file, read, options, warnings }, host);
  const meant = { name: options.archive, file: file?.path ?? null };
  const built =
    manifest === undefined
      ? null
      : await rebuild({ ...options, manifest }, (planned) => selectMeant(planned, meant), host);
  const rebuilt = built === null ? null : await rebuildCheck({ built, file, statement, options });
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
  const misused = (missing: 'subject' | 'reference') => failure('verify-nothing', { missing });
  if (file === undefined && codeSha256 === undefined) throw misused('subject');
  if (file === undefined && manifest === undefined && provenance === undefined) {
    throw misused('reference');
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
  host: Pick<Host, 'openDeflater' | 'processors'>,
): Promise<CanonicalResult> {
  const likelyLevel = statement?.predicate.buildDefinition.internalParameters.compression;
  return checkCanonical({ bytes, likelyLevel, jobs: jobs ?? host.processors, signal }, host);
}

function canonicalCheck(file: PackageFile, read: CanonicalResult | null): CanonicalCheck {
  const findings = read?.findings ?? [tooLarge(file)];
  return { verdict: verdictOf(findings), findings, level: read?.level ?? null };
}

function tooLarge({ path, size }: PackageFile): Diagnostic {
  return diagnose('verify-too-large', { file: path, size, limit: quotas.unzippedSize });
}

// --- Does it match its provenance? ---

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
    const findings = [diagnose('provenance-malformed', { reason: reading.reason })];
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
  const { manifest, signal } = options;
  const directory =
    manifest === undefined ? host.workingDirectory : dirname(resolve(host.workingDirectory, manifest));
  const isRebuilt = manifest !== undefined;
  for (const finding of await checkCommit(statement, { directory, isRebuilt, signal }, host)) {
    (finding.severity === 'error' ? findings : warnings).push(finding);
  }
  return { path, verdict: verdictOf(findings), findings };
}

// --- Does a rebuild from source have the same bytes? ---

interface RebuildRequest {
  readonly built: Rebuild;
  readonly file: PackageFile | null;
  readonly statement: Statement | undefined;
  readonly options: VerifyOptions;
}

async function rebuildCheck({
  built,
  file,
  statement,
  options,
}: RebuildRequest): Promise<RebuildCheck | null> {
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
  const found = comparedArchive(file.content.bytes);
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
    other: rebuiltArchive(archive),
    otherFile: null,
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

function rebuiltArchive({ bytes }: RebuiltArchive) {
  const other = comparedArchive(bytes);
  if (typeof other === 'string') throw new TypeError(`the rebuilt archive cannot be read: ${other}`);
  return other;
}

function commandCauses(statement: Statement, built: Rebuild, { plan }: RebuiltArchive): Cause[] {
  const { commands } = statement.predicate.buildDefinition.internalParameters;
  return compareCommands(commands, goCommands(built.plan, plan)).map(({ found, other }) => {
    const { code, message, help, args } = diagnose('differs-command', { found, other, otherFile: null });
    return { code, message, help, args, entries: [] };
  });
}

// --- Is it the deployed package? ---

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
    compared.push({ name: 'the archive in the provenance', codeSha256: base64Of(bytesOfHex(recorded)) });
  }
  if (compared.some(({ codeSha256 }) => codeSha256 === expected)) {
    return { verdict: 'same', findings: [], expected, compared };
  }
  const findings = compared.map(({ name, codeSha256: found }) =>
    diagnose('verify-code-sha256', { found, expected, what: name }),
  );
  return { verdict: 'different', findings, expected, compared };
}

function verdictOf(findings: readonly Diagnostic[]): 'same' | 'different' {
  return findings.length === 0 ? 'same' : 'different';
}
