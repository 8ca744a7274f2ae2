import { expect, test } from 'vitest';
import { planOf } from '../../test/machine-with-go.js';
import { modeText, planReport } from './plan-report.js';

const options = {
  workingDirectory: '/project/sub',
  directories: ({ id }: { readonly id: string }) => ({ output: `/cache/${id}/`, temporary: '/cache/tmp' }),
  documents: { sbom: true },
};

test('paths are relative to the working directory, except in the command of this machine', async () => {
  const plan = await planOf({ handlers: { 'bin/a': './cmd/a' } });
  const { archives, commands } = planReport(plan, options);
  expect(archives).toMatchObject([
    {
      path: '../dist/lambda.zip',
      handlers: [{ handler: 'bin/a', package: 'example.com/m/cmd/a', entry: 'bin/a' }],
      documents: ['../dist/lambda.zip.provenance.json', '../dist/lambda.zip.cdx.json'],
    },
  ]);
  expect(commands[0]?.machine).toMatchObject({ workingDirectory: '..', inherited: ['GOPROXY', 'PATH'] });
  expect(commands[0]?.machine.argv).toContain(`/cache/${plan.runs[0]?.id}/`);
  expect(commands[0]?.argv).toContain('$OUT/');
});

test('an entry has its mode in octal', () => {
  expect([modeText(0o755), modeText(0o644)]).toEqual(['0755', '0644']);
});
