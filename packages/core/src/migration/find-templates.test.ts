import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
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

  test('are the directory itself where it has Terraform files alone', async () => {
    expect(await find({ '/project/main.tf': '' })).toEqual(['/project']);
  });

  test('that are named come in the order of the call, each once', async () => {
    const files = { '/project/a.yaml': '', '/project/b.yaml': '' };
    expect(await find(files, 'b.yaml', 'a.yaml', './b.yaml')).toEqual(['/project/b.yaml', '/project/a.yaml']);
  });

  test('of which none is there are an error that names what was looked for', async () => {
    await expect(find({ '/project/x.yaml': '' })).rejects.toMatchObject({
      code: 'template-not-found',
      message: expect.stringContaining('serverless.yml'),
    });
    await expect(find({}, 'a.yaml')).rejects.toMatchObject({
      code: 'template-not-found',
      message: 'there is no template: there is no file a.yaml',
    });
  });

  test('of which several are there have to be named', async () => {
    await expect(find({ '/project/template.yaml': '', '/project/serverless.yml': '' })).rejects.toMatchObject(
      {
        code: 'template-ambiguous',
        message: expect.stringContaining('template.yaml, serverless.yml'),
      },
    );
  });
});
