import { compareStrings } from '../bytes/compare.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { ArchiveReport, BuildReport } from './build-report.js';

/** The report of a complete build, merged from those of its shards. */
export interface MergedReport extends BuildReport {
  /** Shards that are missing, duplicate or from different builds; empty if the reports make up a complete build. */
  readonly findings: readonly Diagnostic[];
}

/** The report of a shard, with the name that findings use for it. */
export interface NamedReport {
  readonly file: string;
  readonly report: BuildReport;
}

/** Merges the reports of a sharded build (`--shard`) and finds missing and duplicate archives. Never throws. */
export function mergeReports(parts: readonly NamedReport[]): MergedReport {
  const findings = [...partFindings(parts), ...archiveFindings(parts)];
  const reports = parts.map(({ report }) => report);
  const archives = new Map<string, ArchiveReport>();
  for (const archive of reports.flatMap((report) => report.archives)) {
    if (!archives.has(archive.path)) archives.set(archive.path, archive);
  }
  return {
    archives: [...archives.values()].sort((a, b) => compareStrings(a.path, b.path)),
    warnings: unique(reports.flatMap(({ warnings }) => warnings)),
    record: {
      variables: reports[0]?.record.variables ?? {},
      commands: unique(reports.flatMap(({ record }) => record.commands)),
    },
    shard: null,
    findings,
  };
}

function partFindings(parts: readonly NamedReport[]): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const [first] = parts;
  const count = first?.report.shard?.count;
  const seen = new Map<number, string>();
  for (const { file, report } of parts) {
    const { shard } = report;
    if (shard === null || count === undefined) {
      findings.push(diagnose('merge-not-a-part', { file }));
      continue;
    }
    const isOfFirst = shard.count === count && sameNames(shard.archives, first?.report.shard?.archives ?? []);
    if (!isOfFirst) findings.push(diagnose('merge-other-build', { file, other: first?.file ?? '' }));
    const other = seen.get(shard.index);
    if (other !== undefined) {
      findings.push(diagnose('merge-twice', { archive: null, part: shard.index, files: [other, file] }));
    }
    seen.set(shard.index, file);
  }
  for (let index = 1; index <= (count ?? 0); index += 1) {
    if (!seen.has(index))
      findings.push(diagnose('merge-missing', { archive: null, part: index, count: count ?? null }));
  }
  return findings;
}

function archiveFindings(parts: readonly NamedReport[]): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const built = new Map<string, string>();
  for (const { file, report } of parts) {
    for (const { name } of report.archives) {
      const other = built.get(name);
      if (other !== undefined && other !== file) {
        findings.push(diagnose('merge-twice', { archive: name, part: null, files: [other, file] }));
      }
      built.set(name, file);
    }
  }
  for (const name of parts[0]?.report.shard?.archives ?? []) {
    if (!built.has(name))
      findings.push(diagnose('merge-missing', { archive: name, part: null, count: null }));
  }
  return findings;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
