import type { Location } from '@lambdazip/core/internal';
import { describe, expect, test } from 'vitest';
import { listProject } from '../../../core/src/project/project-files.js';
import { memoryHost } from '../../../core/test/memory-host.js';
import type { MigrationDiagnostic, MigrationDiagnosticCode } from '../diagnostics/diagnose.js';
import { readTemplate } from './read-template.js';
import type { EditedFormat } from './template-formats.js';
import type { WrittenTemplate } from './template-function.js';

async function read(
  file: string,
  text: string | null,
  format?: EditedFormat,
  readFile?: () => Promise<Uint8Array>,
): Promise<{ template: WrittenTemplate | undefined; findings: readonly MigrationDiagnostic[] }> {
  const host = memoryHost(text === null ? { '/project/api': null } : { [`/project/${file}`]: text });
  const fileSystem = readFile === undefined ? host.fileSystem : { ...host.fileSystem, readFile };
  const project = await listProject({ ...host, fileSystem, workingDirectory: '/project/api' }, '/project');
  const findings: MigrationDiagnostic[] = [];
  const context = { project, report: (finding: MigrationDiagnostic) => findings.push(finding) };
  return { template: await readTemplate(file, context, format), findings };
}

const lambda = "Resources: {F: {Type: 'AWS::Lambda::Function'}}";
const serverless = "Resources: {F: {Type: 'AWS::Serverless::Function'}}";

describe('readTemplate', () => {
  test.each<[title: string, text: string, format: EditedFormat]>([
    ['CloudFormation', lambda, 'cloudformation'],
    ['no resources', 'Resources: {}', 'cloudformation'],
    ['SAM by its resources', serverless, 'sam'],
    [
      'SAM by its resources in a loop',
      `Resources: {Fn::ForEach::A: [N, [a], {F: {Type: AWS::Serverless::Api}}]}`,
      'sam',
    ],
    ['SAM by its transform', `Transform: AWS::Serverless-2016-10-31\n${lambda}`, 'sam'],
    ['SAM by a list', `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n${lambda}`, 'sam'],
    ['another transform', `Transform: [AWS::Include, {a: b}]\n${lambda}`, 'cloudformation'],
    ['SAM in JSON', `{"Transform": "AWS::Serverless-2016-10-31", "Resources": {}}`, 'sam'],
    ['a service', 'service: a\nprovider: {name: aws}\n', 'serverless'],
    ['only functions', 'functions: {}\n', 'serverless'],
  ])('detects %s', async (_, text, format) => {
    const { template, findings } = await read('template.yaml', text);
    expect(findings).toEqual([]);
    expect(template).toMatchObject({ file: 'template.yaml', format });
  });

  test('uses the given format', async () => {
    const { template } = await read('template.yaml', serverless, 'cloudformation');
    expect(template).toMatchObject({ format: 'cloudformation', functions: [{ id: 'F', format: 'sam' }] });
    expect((await read('odd.yaml', '[a]', 'sam')).template).toMatchObject({ format: 'sam', functions: [] });
  });

  test('reads a file with a byte order mark and Windows line endings', async () => {
    const text = '\uFEFFResources:\r\n  F:\r\n    Type: AWS::Serverless::Function\r\n';
    const { template } = await read('template.yaml', text);
    expect(template?.functions).toMatchObject([{ id: 'F', location: { line: 2, column: 3 } }]);
    expect(template?.document.lineEnd).toBe('\r\n');
  });

  interface Expected {
    readonly code: MigrationDiagnosticCode;
    readonly location?: Partial<Location>;
  }

  test.each<[title: string, file: string, text: string | null, finding: Expected]>([
    ['a missing file', 'a.yaml', null, { code: 'template-unreadable', location: { file: '../a.yaml' } }],
    ['a large file', 'a.yaml', 'x'.repeat(2 ** 21 + 1), { code: 'template-unreadable' }],
    [
      'TypeScript',
      'serverless.ts',
      '',
      { code: 'template-language-unsupported', location: { file: '../serverless.ts' } },
    ],
    ['JavaScript', 'serverless.CJS', '', { code: 'template-language-unsupported' }],
    ['an empty file', 'a.yaml', '', { code: 'template-syntax', location: { line: 1, column: 1 } }],
    [
      'tabs',
      'a.yaml',
      'a:\n\tb: c\n',
      { code: 'template-syntax', location: { line: 2, column: 1, file: '../a.yaml' } },
    ],
    ['a list', 'a.yaml', '- a\n', { code: 'template-format-unknown' }],
    ['a text', 'a.yaml', 'a\n', { code: 'template-format-unknown' }],
    ['another file', 'package.json', '{"name": "a"}', { code: 'template-format-unknown' }],
    ['a service without a provider', 'a.yaml', 'service: a\n', { code: 'template-format-unknown' }],
  ])('rejects %s with the reason', async (_, file, text, finding) => {
    const { template, findings } = await read(file, text);
    expect(template).toBeUndefined();
    expect(findings).toMatchObject([finding]);
  });

  test.each([
    ['a.yaml', null, /file not found/],
    ['a.yaml', 'x'.repeat(2 ** 21 + 1), /larger than 2 MiB/],
  ])('reports the problem with the file', async (file, text, reason) => {
    expect((await read(file, text)).findings[0]?.args).toMatchObject({
      reason: expect.stringMatching(reason),
    });
  });

  test('reports a file that must not be read, and rethrows internal errors', async () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    const { findings } = await read('a.yaml', lambda, undefined, () => Promise.reject(denied));
    expect(findings).toMatchObject([
      { code: 'template-unreadable', args: { reason: expect.stringContaining('permission denied') } },
    ]);
    const defect = read('a.yaml', lambda, undefined, () => Promise.reject(new Error('defect')));
    await expect(defect).rejects.toThrow('defect');
  });
});
