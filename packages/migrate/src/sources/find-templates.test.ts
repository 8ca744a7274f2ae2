import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../../core/test/memory-host.js';
import { findTemplates } from './find-templates.js';

const find = (files: Readonly<Record<string, string>>, ...named: readonly string[]) =>
  findTemplates(memoryHost(files), named);

describe('templates', () => {
  test.each(['template.yaml', 'template.yml', 'template.json', 'serverless.yml', 'serverless.ts'])(
    '%s is found by its name',
    async (name) => {
      expect(await find({ [`/project/${name}`]: '', '/project/other.yaml': '' })).toEqual([
        `/project/${name}`,
      ]);
    },
  );

  test('are the directory itself if it only contains Terraform files', async () => {
    expect(await find({ '/project/main.tf': '' })).toEqual(['/project']);
  });

  test('are the CDK app if nothing else is found', async () => {
    expect(await find({ '/project/cdk.json': '{}' })).toEqual(['/project/cdk.json']);
    expect(await find({ '/project/cdk.json': '{}', '/project/template.yaml': '' })).toEqual([
      '/project/template.yaml',
    ]);
  });

  test('that are named keep their order, without duplicates', async () => {
    const files = { '/project/a.yaml': '', '/project/b.yaml': '' };
    expect(await find(files, 'b.yaml', 'a.yaml', './b.yaml')).toEqual(['/project/b.yaml', '/project/a.yaml']);
  });

  test('are the ones in a named directory', async () => {
    const files = { '/project/a/template.yaml': '', '/project/b/main.tf': '', '/project/c/x': '' };
    expect(await find(files, 'a', 'b')).toEqual(['/project/a/template.yaml', '/project/b']);
    await expect(find(files, 'c')).rejects.toMatchObject({
      diagnostics: [{ args: { missing: 'known', path: 'c', below: [] } }],
    });
    await expect(find({ ...files, '/project/a/serverless.yml': '' }, 'a')).rejects.toMatchObject({
      code: 'template-ambiguous',
      diagnostics: [{ args: { names: ['a/template.yaml', 'a/serverless.yml'] } }],
    });
  });

  test('that do not exist are reported with directories below that contain some', async () => {
    const files = { '/project/a/template.yaml': '', '/project/b/main.tf': '', '/project/vendor/sam.yml': '' };
    await expect(find(files)).rejects.toMatchObject({
      code: 'template-not-found',
      diagnostics: [{ args: { missing: 'known', path: null, below: ['a/template.yaml', 'b'] } }],
    });
  });

  test('that do not exist are an error that lists the expected names', async () => {
    await expect(find({ '/project/x.yaml': '' })).rejects.toMatchObject({
      code: 'template-not-found',
      diagnostics: [{ args: { known: expect.arrayContaining(['serverless.yml']) } }],
    });
    await expect(find({}, 'a.yaml')).rejects.toMatchObject({
      code: 'template-not-found',
      diagnostics: [{ args: { missing: 'file', path: 'a.yaml' } }],
    });
  });

  test('must be named if there are several', async () => {
    await expect(find({ '/project/template.yaml': '', '/project/serverless.yml': '' })).rejects.toMatchObject(
      {
        code: 'template-ambiguous',
        diagnostics: [{ args: { names: ['template.yaml', 'serverless.yml'] } }],
      },
    );
  });
});
