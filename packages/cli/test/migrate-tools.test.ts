import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import JSZip from 'jszip';
import { describe, expect, onTestFinished } from 'vitest';
import { isMatrix } from '../../core/test/matrix.js';
import { testWith, toolPath, tools } from '../../core/test/tools.js';
import { type DeploymentProject, deploymentProjectIn } from './deployment-project.js';
import { checkout, type Fixture, fixtures, migrated } from './migrated-fixture.js';
import { projectIn } from './project.js';

// What `migrate` writes, read by the tools that deploy it.

function fixtureOf(name: string): Fixture {
  const found = fixtures.find((each) => each.name === name);
  if (found === undefined) throw new Error(`fixture ${name} not found`);
  return found;
}

/** A migrated copy of a fixture, with its archives. */
async function built(name: string): Promise<DeploymentProject> {
  const fixture = fixtureOf(name);
  const directory = checkout(fixture);
  const { status, stderr } = await migrated(directory, fixture);
  expect(status, stderr).toBe(0);
  const done = await projectIn(directory).run(['build', '--quiet']);
  expect(done.status, done.stderr).toBe(0);
  return deploymentProjectIn(directory);
}

const digestOf = (zip: Buffer): string => createHash('sha256').update(zip).digest('base64');

describe('cfn-lint', () => {
  interface Match {
    readonly Filename: string;
    readonly Rule: { readonly Id: string };
    readonly Location: { readonly Path: readonly (string | number)[] | null };
  }

  testWith(tools.cfnLint, tools.git)(
    'reports nothing new for migrated templates, and no retired Go runtime',
    async () => {
      const root = mkdtempSync(join(tmpdir(), 'lambdazip-lint-'));
      onTestFinished(() => rmSync(root, { recursive: true, force: true }));
      const linted = fixtures.filter(
        ({ before, diff }) =>
          diff !== '' &&
          ['template.yaml', 'template.yml', 'template.json'].some((file) => existsSync(join(before, file))),
      );
      expect(linted.length).toBeGreaterThan(10);
      for (const { name, before, diff } of linted) {
        for (const state of ['before', 'after']) cpSync(before, join(root, state, name), { recursive: true });
        const applied = spawnSync('git', ['apply', '-'], { cwd: join(root, 'after', name), input: diff });
        expect(applied.status, `${applied.stderr}`).toBe(0);
      }
      const { stdout } = spawnSync(
        toolPath('cfn-lint'),
        ['--format', 'json', '--non-zero-exit-code', 'none', `${root}/*/*/template.*`],
        { cwd: root, encoding: 'utf8', timeout: 100_000 },
      );
      const found = (JSON.parse(stdout) as readonly Match[]).map(({ Filename, Rule, Location }) => {
        const [state = '', ...file] = Filename.slice(root.length + 1).split('/');
        return { state, text: [file.join('/'), Rule.Id, ...(Location.Path ?? [])].join(' ') };
      });
      const of = (state: string) => found.filter((each) => each.state === state).map(({ text }) => text);
      expect(of('before').filter((text) => / [EW]2531 /.test(text)).length).toBeGreaterThan(10);
      expect(of('after').filter((text) => !of('before').includes(text))).toEqual([]);
      // Import is unchanged, since its code is in S3; Notes is not written in Go; --runtime selects a retired runtime, --two-step keeps one.
      expect(of('after').filter((text) => / [EW](2531|1034) /.test(text))).toEqual([
        'cloudformation-json/template.json E2531 Resources Import Properties Runtime',
        'makefile-method-x86/template.yaml W2531 Resources TicketsFunction Properties Runtime',
        'runtime-parameter/template.yaml W2531 Resources Notes Properties Runtime',
        'sam-two-step/template.yaml E2531 Resources CreateQuote Properties Runtime',
      ]);
    },
  );
});

describe('sam build', () => {
  const codeUris = (text: string) => [...text.matchAll(/^ +CodeUri: (\S+)$/gm)].map(([, path]) => path ?? '');
  const outside = '.aws-sam/build/template.yaml';

  testWith(tools.sam)('uses our zip for each function that was built for go1.x', async () => {
    const project = await built('sam');
    project.run(toolPath('sam'), 'build');
    const paths = codeUris(project.read(outside)).map((path) => join(dirname(outside), path));
    expect(paths).toEqual(['dist/lambda.zip', 'dist/lambda.zip', 'dist/lambda.zip']);
    for (const path of paths) expect(existsSync(join(project.directory, path))).toBe(true);
  });

  testWith(tools.sam)(
    'takes the zip of each function that was built by a Makefile, and builds nothing',
    async () => {
      const project = await built('makefile-method');
      project.run(toolPath('sam'), 'build');
      const paths = codeUris(project.read(outside)).map((path) => join(dirname(outside), path));
      expect(paths).toEqual(['dist/TicketsFunction.zip', 'dist/RefundsFunction.zip']);
    },
  );

  testWith(tools.sam, tools.python)(
    'still builds functions in Python that inherit from Globals',
    async () => {
      const project = await built('globals-beside-python');
      // The one that is installed: sam looks for the very version.
      const version = /\d+\.\d+/.exec(execFileSync('python3', ['--version'], { encoding: 'utf8' }))?.[0];
      const template = project.read('template.yaml').replaceAll('python3.11', `python${version}`);
      writeFileSync(join(project.directory, 'template.yaml'), template);
      project.run(toolPath('sam'), 'build');
      // The first is that of Globals, and every function has its own.
      expect(codeUris(project.read(outside))).toEqual([
        '.',
        '../../dist/lambda.zip',
        '../../dist/lambda.zip',
        'Thumbnails',
        'Digest',
      ]);
      const output = join(project.directory, '.aws-sam/build');
      expect(existsSync(join(output, 'Thumbnails/thumbnails.py'))).toBe(true);
      expect(existsSync(join(output, 'Digest/python/digest.py'))).toBe(true);
    },
  );
});

const frameworks = [
  { tool: tools.serverless3, program: 'serverless-3' },
  { tool: tools.osls3, program: 'osls-3' },
] as const;

// osls is a fork of version 3, whose packaging it kept; the test below runs it in any case.
const tried = isMatrix ? frameworks : frameworks.slice(0, 1);

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

function resourcesOf(project: DeploymentProject, type: string) {
  const { Resources } = project.json<Template>('.serverless/cloudformation-template-update-stack.json');
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties }]) => [id.replace(/Lambda(Version|Function).*/, ''), Properties] as const);
}

describe.each(tried)('$tool.name', ({ tool, program }) => {
  testWith(tool)('deploys our zip to the byte, and the Python function with its own files', async () => {
    const project = await built('serverless');
    expect(project.run(toolPath(program), 'package')).not.toMatch(/warning|deprecat/i);
    const page = readFileSync(join(project.directory, '.serverless/page.zip'));
    const [ours, own] = [digestOf(project.archive), digestOf(page)];
    const digests = resourcesOf(project, 'AWS::Lambda::Version').map(([id, { CodeSha256 }]) => [
      id,
      CodeSha256,
    ]);
    expect(Object.fromEntries(digests)).toEqual({ Subscribe: ours, RecordBounce: ours, Page: own });
    const settings = resourcesOf(project, 'AWS::Lambda::Function').map(([id, properties]) => {
      const { Runtime, Handler, Architectures } = properties;
      return [id, { Runtime, Handler, Architectures }];
    });
    const go = { Runtime: 'provided.al2023', Architectures: ['arm64'] };
    expect(Object.fromEntries(settings)).toEqual({
      Subscribe: { ...go, Handler: 'bin/subscriptions/create' },
      RecordBounce: { ...go, Handler: 'bin/bounces/record' },
      Page: { Runtime: 'python3.11', Handler: 'functions/page.handler', Architectures: undefined },
    });
    expect(Object.keys((await JSZip.loadAsync(page)).files)).toEqual(['functions/page.py']);
  });
});

describe('osls 3', () => {
  testWith(tools.osls3)('deploys a zip for each function if each had its own zip before', async () => {
    const project = await built('serverless-zip-artifacts');
    project.run(toolPath('osls-3'), 'package');
    const digests = resourcesOf(project, 'AWS::Lambda::Version').map(([id, { CodeSha256 }]) => [
      id,
      CodeSha256,
    ]);
    const zip = (name: string) => digestOf(readFileSync(join(project.directory, `dist/${name}.zip`)));
    expect(Object.fromEntries(digests)).toEqual({ Hello: zip('hello'), Goodbye: zip('goodbye') });
  });
});
