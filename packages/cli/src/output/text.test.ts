import type { AnyDiagnostic, BuildEvent } from '@lambdazip/core';
import { catalog } from '@lambdazip/core/internal';
import { describe, expect, test } from 'vitest';
import type { CliContext, TextStream } from '../context.js';
import { affectedSummary } from './affected-summary.js';
import { BuildProgress, noActivity } from './build-progress.js';
import { buildSummary } from './build-summary.js';
import { diffSummary } from './comparison-text.js';
import { diagnosticText } from './diagnostics.js';
import { failureDocument, writeFailure, writeJson } from './failure.js';
import { inspectSummary } from './inspect-summary.js';
import { migrateResult, migrateSummary } from './migrate-summary.js';
import { paint } from './paint.js';
import { planSummary } from './plan-summary.js';
import { block, text } from './text.js';
import { verifySummary } from './verify-summary.js';

const evil = 'x\u001b[31m\u009b\u007f\r\u202e\u2028\u0085\u200b\ud800\nforged row';
const unprintable = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

function expectPrintable(output: { toString: () => string }): void {
  const lines = String(output);
  expect(lines).not.toMatch(unprintable);
  expect(lines).not.toMatch(/^forged row/m);
  expect(lines).toContain('\\u001b');
}

interface Screen extends TextStream {
  readonly shown: () => string;
}

function screen(isTerminal = false): Screen {
  let all = '';
  return {
    write: (part) => {
      all += String(part);
    },
    isTerminal,
    columns: 400,
    shown: () => all,
  };
}

function contextWith(stderr: TextStream): CliContext {
  return {
    stdout: screen(),
    stderr,
    environment: {},
    openCore: () => Promise.reject(new Error('not needed')),
    readLines: () => [`\t${evil.replace('\n', '')}`],
    signal: new AbortController().signal,
    now: () => 0,
  };
}

const finding: AnyDiagnostic = {
  code: 'file-missing',
  severity: 'error',
  message: evil,
  help: evil,
  location: { file: evil, line: 1, column: 5 },
  args: { source: evil },
  handlers: [evil],
};
const colors = paint({ stderr: screen(), environment: {} });
/** What a progress line steers the terminal with. */
const sequences = new RegExp(`\r|${'\u001b'}\\[(?:\\?7[lh]|[JK])`, 'g');
const names = new Proxy({}, { get: () => evil });

test('lines for a CDK app keep their tabs', () => {
  const report = { templates: [], functions: [], changes: [], instructions: [], cdk: ['a(', '\tb,', ')'] };
  expect(String(migrateResult(report as never))).toBe('a(\n\tb,\n)\n');
});

describe('printed reports contain no unescaped foreign text', () => {
  test('a diagnostic with its source line', () => {
    const shown = String(diagnosticText(finding, contextWith(screen())));
    expectPrintable(shown);
    expect(shown).toMatch(/^ {4}forged row/m);
    expectPrintable(diagnosticText(finding, { ...contextWith(screen(true)), color: 'never' }));
  });

  test('a failure, expected or unexpected', () => {
    const expected = Object.assign(new Error(evil), {
      name: 'LambdazipError',
      code: 'file-missing',
      blame: 'manifest',
      diagnostics: [finding],
    });
    for (const error of [expected, new Error(evil), evil]) {
      const stderr = screen();
      writeFailure(error, 2, contextWith(stderr));
      expectPrintable(stderr.shown());
      const stdout = screen();
      writeJson(stdout, failureDocument(error));
      expect(stdout.shown()).not.toMatch(unprintable);
      expect(JSON.parse(stdout.shown()).error.message).toBe(evil);
    }
  });

  test('an internal error is one line and how to report it', () => {
    const stderr = screen();
    writeFailure(new TypeError('x is not a function'), 70, contextWith(stderr));
    const message = 'x is not a function';
    const { message: shown, help } = catalog.unexpected;
    expect(stderr.shown()).toBe(`error[unexpected]: ${shown({ message })}\n  help: ${help({ message })}\n`);
  });

  test.each<BuildEvent>([
    { type: 'waiting', path: evil, processId: 1 },
    { type: 'package', action: 'compile', name: evil },
    { type: 'package', action: 'download', name: evil },
    { type: 'entry', name: evil },
    { type: 'linked', name: evil, programs: 1 },
    { type: 'written', path: evil } as BuildEvent,
  ])('progress: $type', (event) => {
    const stderr = screen(true);
    const progress = new BuildProgress({ ...contextWith(stderr), color: 'never' }, false);
    progress.show(event);
    progress.end();
    expectPrintable(stderr.shown().replace(sequences, ''));
  });

  const differing = { found: evil, other: evil };
  const comparison = {
    isSame: false,
    entries: [
      { name: evil, kind: 'added' },
      {
        name: evil,
        kind: 'changed',
        mode: differing,
        content: {
          size: { found: 1, other: 2 },
          offset: 1,
          program: {
            buildInfo: [{ field: evil, name: evil, ...differing }],
            sections: [{ name: evil, size: { found: 1, other: 2 } }],
            section: evil,
          },
        },
      },
    ],
    causes: [{ message: evil, help: evil, entries: [evil] }],
  };
  const go = {
    version: evil,
    lambdaLibrary: evil,
    handlers: [{ handler: evil, package: evil }],
    norpc: true,
    mainPackage: evil,
    mainModule: { path: evil, version: evil },
    settings: { [evil]: evil },
    dependencies: [{ path: evil, version: evil, replacedBy: { path: evil, version: evil } }],
  };
  const reason = { kind: 'module', path: evil, change: evil, through: [evil, evil] };
  const migrated = {
    templates: [{ file: evil, format: 'sam' }],
    functions: [
      { template: evil, id: evil, outcome: 'left', reason: evil },
      { template: evil, id: evil, outcome: 'open', reason: evil },
      { ...names, template: evil, id: evil, outcome: 'moved', package: [evil], evidence: [evil] },
    ],
    changes: [{ file: evil, kind: 'edit', diff: evil.replace('\n', '') }],
    instructions: [{ file: evil, line: 1, before: evil, after: evil }],
    cdk: [evil],
    copies: [evil],
    manifest: evil,
    written: true,
    verdict: 'decided',
  };
  const entry = {
    name: evil,
    kind: 'file',
    mode: evil,
    method: evil,
    modified: evil,
    size: 1,
    compressedSize: 1,
  };
  const reports: readonly [string, () => { toString: () => string }][] = [
    [
      'affected',
      () =>
        affectedSummary({
          since: evil,
          archives: [{ path: evil, reasons: [reason], handlers: [{ handler: evil, reasons: [reason] }] }],
          unaffected: [],
        } as never),
    ],
    [
      'build',
      () =>
        buildSummary(
          {
            archives: [
              {
                path: evil,
                runtime: evil,
                architecture: evil,
                layout: evil,
                size: 1,
                unzippedSize: 1,
                sha256: evil,
                codeSha256: evil,
                entries: [entry],
                documents: [evil],
              },
            ],
          } as never,
          noActivity(),
          1,
          { colors, verbose: true },
        ),
    ],
    [
      'diff',
      () =>
        diffSummary({
          verdict: 'different',
          files: [
            { path: evil, size: 1, sha256: evil },
            { path: evil, size: 1, sha256: evil },
          ],
          comparison,
          findings: [finding],
        } as never),
    ],
    [
      'inspect',
      () =>
        inspectSummary({
          path: evil,
          kind: 'zip',
          size: 1,
          unzippedSize: 1,
          limits: { zipped: 1, unzipped: 1 },
          sha256: evil,
          codeSha256: evil,
          runtime: evil,
          architecture: evil,
          bootstrap: { kind: 'script', interpreter: evil, version: null, machine: null },
          entries: [entry],
          programs: [{ name: evil, machine: evil, isStatic: false, interpreter: evil, glibc: evil, go }],
          findings: [],
        } as never),
    ],
    ['migrate', () => `${migrateResult(migrated as never)}${migrateSummary(migrated as never)}`],
    [
      'plan',
      () =>
        planSummary({
          manifest: evil,
          commands: [
            {
              go: evil,
              machine: {
                workingDirectory: evil,
                argv: [evil],
                environment: { [evil]: evil },
                inherited: ['HOME'],
              },
            },
          ],
          archives: [
            {
              path: evil,
              runtime: evil,
              architecture: evil,
              layout: evil,
              bootstrap: evil,
              compression: 6,
              handlers: [{ handler: evil, package: evil }],
              files: [{ name: evil, source: evil, mode: '0755' }],
              documents: [evil],
            },
          ],
        } as never),
    ],
    [
      'verify',
      () =>
        verifySummary({
          verdict: 'different',
          file: { path: evil, size: 1, sha256: evil, codeSha256: evil },
          canonical: { verdict: 'different', findings: [finding] },
          provenance: { verdict: 'different', path: evil, findings: [finding] },
          rebuild: {
            fast: false,
            verdict: 'different',
            archive: evil,
            codeSha256: evil,
            comparison,
            findings: [],
          },
          codeSha256: { compared: [], findings: [finding] },
        } as never),
    ],
  ];
  test.each(reports)('the report of `%s`', (_, make) => {
    expectPrintable(make());
  });
});

describe('Text', () => {
  test('keeps nested texts and escapes everything else', () => {
    expect(String(text`a ${text`b\n`}${'c\n'}${1}`)).toBe('a b\nc\\n1');
    expect(String(block('a\r\n\tb\u001b'))).toBe('a\r\n\tb\\u001b');
  });

  test('is the only type that a stream accepts: a string does not compile', () => {
    // @ts-expect-error a string was not escaped
    screen().write('a');
  });
});
