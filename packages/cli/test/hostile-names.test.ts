import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { goMod, mainGo, type Project, project } from './project.js';

// Foreign names, texts and signatures must not control the user's terminal.
const names = [
  '\u001b[31mred',
  'a\nforged row',
  '\u0007bell',
  '\u009b31m',
  '\u202egnp',
  'cr\rover',
  'zero\u200bwidth',
];
const evil = names.join('');
const unprintable = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

async function hostileProject(): Promise<Project> {
  const made = project({
    'go.mod': goMod,
    'cmd/a/main.go': mainGo,
    'cmd/b/main.go': `package main\n\n//line \u001b[31mx.go:1\nfunc main() { a\u202eb }\n`,
    'lambdazip.json': JSON.stringify({ handlers: { 'bin/a': './cmd/a' }, architecture: 'x86_64' }),
    'broken.json': JSON.stringify({ handlers: { 'bin/b': './cmd/b' }, architecture: 'x86_64' }),
    'keys.json': `{ "handlers": { "bin/\u001b[31mx\u202e": 7, "ok": "./no\u009b31m" }, "\u200bkey": 1 }`,
    'template.yaml': [
      'Transform: AWS::Serverless-2016-10-31 # \u202e\u001b[2J',
      'Resources:',
      `  ${JSON.stringify(evil)}:`,
      '    Type: AWS::Serverless::Function',
      `    Properties: { CodeUri: cmd/a, Handler: ${JSON.stringify(evil)}, Runtime: go1.x }`,
    ].join('\n'),
    'report.json': '{ "\u001b": 1 }',
  });
  const zip = new JSZip();
  for (const name of names)
    zip.file(`bin/${name}`, `#!/bin/\u001b[2Jsh\n${name}`, { unixPermissions: 0o755 });
  zip.file('bootstrap', '#!/bin/\u001b[2Jsh\u202e\n');
  const { directory } = made;
  writeFileSync(
    join(directory, 'evil.zip'),
    await zip.generateAsync({ type: 'uint8array', platform: 'UNIX' }),
  );
  zip.file('bin/\u001b]0;other\u0007', 'x');
  writeFileSync(
    join(directory, 'other.zip'),
    await zip.generateAsync({ type: 'uint8array', platform: 'UNIX' }),
  );
  return made;
}

const calls: readonly (readonly string[])[] = [
  ['inspect', 'evil.zip'],
  ['inspect', evil],
  ['diff', 'evil.zip', 'other.zip'],
  ['verify', 'evil.zip'],
  ['verify', 'evil.zip', '--manifest', 'lambdazip.json', '--archive', evil],
  ['plan', 'keys.json'],
  ['plan', '--set', `${evil}=1`],
  ['plan', '--archive', evil],
  ['size', 'keys.json'],
  ['split', 'keys.json', '--dry-run'],
  ['split', '--max-size', evil],
  ['build', 'broken.json'],
  ['build', '-C', evil],
  ['init', evil],
  ['migrate'],
  ['migrate', evil],
  ['migrate', '--map', `${evil}=./cmd/a`],
  ['check', evil],
  ['output', '--format', 'terraform', '--relative-to', evil],
  ['affected', '--since', evil],
  ['merge-reports', 'report.json'],
  ['merge-reports', evil],
  ['cache', 'info', '--cache-dir', `cache${evil}`],
  ['completion', evil],
  [evil],
  ['build', `--${evil}`],
];

/** Every kind of JSON output: reports, failures, usage errors. */
const answersInJson: ReadonlySet<string> = new Set([
  'inspect',
  'diff',
  'verify',
  'plan',
  'migrate',
  'cache',
  evil,
]);

describe('hostile names', () => {
  test('are escaped on standard output and standard error, and JSON stays valid', async () => {
    const { run } = await hostileProject();
    for (const args of calls) {
      const shown = await run(args);
      const what = JSON.stringify(args);
      expect(shown.status, what + shown.stderr).toBeLessThan(3);
      expect(shown.stdout, what).not.toMatch(unprintable);
      expect(shown.stderr, what).not.toMatch(unprintable);
      expect(shown.stdout + shown.stderr, what).not.toMatch(/^forged row/m);
      if (!answersInJson.has(args[0] ?? '')) continue;
      const { stdout } = await run([...args, '--json']);
      expect(stdout, what).not.toMatch(unprintable);
      expect(() => JSON.parse(stdout), what + stdout).not.toThrow();
    }
  });
});
