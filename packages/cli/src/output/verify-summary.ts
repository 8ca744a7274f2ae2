import type { AnyDiagnostic, VerifyReport } from '@lambdazip/core';
import { comparisonLines } from './comparison-text.js';
import { sentence } from './diagnostics.js';
import { sizeText } from './size-text.js';
import { padEnd, rows, type Shown, type Text, text } from './text.js';

/** The text that `verify` prints. */
export function verifySummary(report: VerifyReport): Text {
  const { verdict, file, canonical, provenance, rebuild, codeSha256 } = report;
  const lines = [
    text`${file?.path ?? 'Deployed function'}: ${verdict === 'same' ? 'verified' : 'verification failed'}`,
  ];
  const row = (label: string, value: Shown) => lines.push(text`  ${padEnd(label, 11)} ${value}`);
  if (file !== null) {
    row('size', sizeText(file.size));
    if (file.sha256 !== null) row('SHA-256', file.sha256);
    if (file.codeSha256 !== null) row('CodeSha256', file.codeSha256);
  }
  if (canonical !== null) {
    const isSame = canonical.verdict === 'same';
    row(
      'canonical',
      isSame
        ? text`yes: re-created byte for byte at ${canonical.level === null ? 'every compression level' : `compression level ${canonical.level}`}`
        : 'no',
    );
    lines.push(...findingLines(canonical.findings));
  }
  if (provenance !== null) {
    row(
      'provenance',
      text`${provenance.verdict === 'same' ? 'matches' : 'does not match'} ${provenance.path}`,
    );
    lines.push(...findingLines(provenance.findings));
  }
  if (rebuild !== null) {
    const how = rebuild.fast
      ? "rebuilt from a copy of the sources with Go's existing caches"
      : 'clean rebuild from a copy of the sources';
    row('rebuild', text`${rebuild.verdict === 'same' ? 'identical bytes' : 'different bytes'} (${how})`);
    if (rebuild.verdict === 'different') {
      lines.push(text`    rebuilt archive ${rebuild.archive} has CodeSha256 ${rebuild.codeSha256}`);
      if (rebuild.comparison === null) lines.push(...findingLines(rebuild.findings));
      else
        lines.push(...comparisonLines(rebuild.comparison, 'in the rebuild').map((line) => text`  ${line}`));
    }
  }
  if (codeSha256 !== null) {
    const match = codeSha256.compared.find((each) => each.codeSha256 === codeSha256.expected);
    row('deployed', match === undefined ? 'different CodeSha256' : text`same CodeSha256 as ${match.name}`);
    lines.push(...findingLines(codeSha256.findings));
  }
  return text`${rows(lines)}\n`;
}

function findingLines(findings: readonly AnyDiagnostic[]): Text[] {
  const helps = new Set<string>();
  const lines = findings.map(({ code, message, help }) => {
    if (help !== null) helps.add(help);
    return text`    - ${sentence(message, '      ')} [${code}]`;
  });
  return [...lines, ...[...helps].map((help) => text`      ${sentence(help, '      ')}`)];
}
