import { describe, expect, test } from 'vitest';
import { templateOf } from '../../test/edited-template.js';
import { editTemplate } from '../sources/sources.js';
import { diffsOf, editedFiles } from './file-changes.js';

const service = `service: s
provider: \${file(provider.yml)}
package: \${file(package.yml)}
functions: \${file(functions.yml)}
`;
const included = {
  'provider.yml': 'name: aws\nruntime: go1.x\n',
  'package.yml': 'patterns: ["bin/**"]\n',
  'functions.yml': 'create:\n  handler: bin/create\n',
};

async function changed(files: Readonly<Record<string, string>> = included) {
  const template = await templateOf('serverless', 'serverless.yml', service, files);
  const moves = template.functions.map((each) => ({
    function: each,
    archive: 'dist/lambda.zip',
    runtime: 'provided.al2023' as const,
    architecture: 'arm64' as const,
    newHandler: null,
  }));
  const { edits } = editTemplate(template, moves);
  return editedFiles([edits], [template]);
}

describe('edited files', () => {
  test('include files that a template includes, sorted by path', async () => {
    const changes = await changed();
    expect(changes.map(({ path }) => path)).toEqual(['package.yml', 'provider.yml']);
    expect(changes[1]).toMatchObject({
      before: included['provider.yml'],
      after: 'name: aws\nruntime: provided.al2023\narchitecture: arm64\n',
    });
  });

  test('are shown as diffs, with their names in messages', async () => {
    const [diff] = diffsOf(await changed(), (path) => `sub/${path}`);
    expect(diff).toMatchObject({ file: 'sub/package.yml', kind: 'change' });
    expect(diff?.diff).toContain('--- a/sub/package.yml\n+++ b/sub/package.yml\n');
  });

  test('that no template includes are an internal error', async () => {
    const template = await templateOf('serverless', 'serverless.yml', service, included);
    const edits = new Map([['other.yml', [{ start: 0, end: 0, text: 'x' }]]]);
    expect(() => editedFiles([edits], [template])).toThrow(
      'other.yml is edited, but no template includes it',
    );
  });
});
