import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project, twoHandlers } from './project.js';

const built = async () => {
  const given = project(twoHandlers);
  expect((await given.run(['build', '--quiet', '--no-provenance'])).status).toBe(0);
  return given;
};

describe('lambdazip output', () => {
  test('prints the same values as the build report', async () => {
    const { run, directory } = project(twoHandlers);
    const report = JSON.parse((await run(['build', '--json', '--no-provenance'])).stdout);
    const [{ sha256, codeSha256, size }] = report.archives;
    const { status, stdout, stderr } = await run(['output', '--report', 'out/values.json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      manifest: 'lambdazip.json',
      archives: [
        {
          name: 'lambda',
          path: 'dist/lambda.zip',
          filename: 'dist/lambda.zip',
          sha256,
          codeSha256,
          size,
          layout: 'binaries',
          runtime: 'provided.al2023',
          architecture: 'arm64',
          handlers: [
            { handler: 'bin/create', package: 'example.com/p/cmd/create', entry: 'bin/create' },
            { handler: 'bin/delete', package: 'example.com/p/cmd/delete', entry: 'bin/delete' },
          ],
        },
      ],
      warnings: [],
    });
    expect((await run(['output', '--json'])).stdout).toBe(stdout);
    expect(readFileSync(join(directory, 'out/values.json'), 'utf8')).toBe(stdout);
  });

  test('prints the syntax of each tool', async () => {
    const { run } = await built();
    const printed = async (format: string, ...flags: string[]) =>
      (await run(['output', '--format', format, ...flags])).stdout;
    expect(await printed('terraform', '--relative-to', 'infra')).toContain(
      '      filename         = "${path.module}/../dist/lambda.zip"\n',
    );
    expect(await printed('cdk')).toContain("new lambda.Function(this, 'Create', {\n");
    expect(await printed('sam')).toMatch(/^Resources:\n {2}Create:\n/);
    expect(await printed('serverless')).toContain(
      'package:\n  artifact: dist/lambda.zip\nfunctions:\n  create:\n',
    );
    expect(await printed('cdk', '--quiet')).toBe('');
  });

  test('refuses archives that are not built, as text and as JSON', async () => {
    const { run } = project(twoHandlers);
    const { status, stdout, stderr } = await run(['output', '--format', 'sam']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('error[deployment-not-built]');
    const refused = await run(['output', '--json']);
    expect(refused.status).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      error: { code: 'deployment-refused' },
      diagnostics: [{ code: 'deployment-not-built' }],
    });
  });

  test('refuses an archive built for a different architecture, unless --arch is given', async () => {
    const { run } = project(twoHandlers);
    await run(['build', '--quiet', '--no-provenance', '--arch', 'x86_64', '--out-dir', 'out']);
    const { status, stderr } = await run(['output', '--out-dir', 'out']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/error\[deployment-[a-z-]+\]: .*x86_64/);
    const taken = await run(['output', '--out-dir', 'out', '--arch', 'x86_64', '--format', 'cdk']);
    expect(taken.stdout).toContain('lambda.Architecture.X86_64');
  });

  test('refuses a zip built by a different tool', async () => {
    const { run, write } = await built();
    write('dist/lambda.zip', 'hello');
    const { status, stderr } = await run(['output']);
    expect(status).toBe(1);
    expect(stderr).toContain('error[deployment-foreign-archive]');
  });

  test('accepts exactly one known format', async () => {
    const { run } = project(twoHandlers);
    expect((await run(['output', '--json', '--format', 'cdk'])).status).toBe(2);
    const { status, stderr } = await run(['output', '--format', 'pulumi']);
    expect(status).toBe(2);
    expect(stderr).toContain('json, terraform, cdk, sam, serverless');
  });

  test('has help with examples', async () => {
    expect((await project({}).run(['output', '--help'])).stdout).toMatch(/Examples:\n {2}\S/);
  });
});
