import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleDirectory } from './deployment-project.js';
import { bin } from './project.js';

interface Plan {
  readonly archives: readonly {
    readonly output: string;
    readonly handlers: readonly { readonly handler: string }[];
  }[];
}

// What each tool's file calls a handler, and what says runtime, architecture and archive in it.
const examples = [
  {
    name: 'sam',
    file: 'template.yaml',
    handler: /Handler: (\S+)/g,
    says: ['Runtime: provided.al2023', 'Architectures: [arm64]', 'CodeUri: dist/lambda.zip'],
  },
  {
    name: 'serverless',
    file: 'serverless.yml',
    handler: /handler: (bin\/\S+)/g,
    says: ['runtime: provided.al2023', 'architecture: arm64', 'artifact: dist/lambda.zip'],
  },
  {
    name: 'cdk',
    file: 'lib/watchman-stack.ts',
    handler: /handler: '(\S+)'/g,
    says: ['Runtime.PROVIDED_AL2023', 'Architecture.ARM_64', "Code.fromAsset('dist/lambda.zip')"],
  },
  {
    name: 'terraform',
    file: 'main.tf',
    handler: /handler += "(\S+)"/g,
    says: [
      'filename         = local.package',
      'source_code_hash = filebase64sha256(local.package)',
      'runtime          = "provided.al2023"',
      'architectures    = ["arm64"]',
      'package = "${path.module}/dist/lambda.zip"',
    ],
  },
] as const;

describe.each(examples)('examples/$name', ({ name, file, handler, says }) => {
  test('names the handlers of its manifest, and the archive that is built', () => {
    const directory = exampleDirectory(name);
    const text = readFileSync(join(directory, file), 'utf8');
    const plan: Plan = JSON.parse(
      execFileSync(process.execPath, [bin, 'plan', '-C', directory, '--json'], { encoding: 'utf8' }),
    );
    const handlers = plan.archives.flatMap((archive) => archive.handlers.map((one) => one.handler));
    expect([...text.matchAll(handler)].map(([, found]) => found).sort()).toEqual(handlers.sort());
    for (const line of says) expect(text).toContain(line);
    expect(plan.archives).toHaveLength(1);
  });
});
