import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type BuiltProject, builtProject } from '../../test/built-project.js';
import { planParts } from '../affected/plan-parts.js';
import { build } from '../build/build.js';
import { verify } from './verify.js';
import type { VerifyOptions } from './verify-options.js';
import type { VerifyReport } from './verify-report.js';

const file = 'dist/lambda.zip';
const manifest = 'lambdazip.json';
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
const otherDigest = digestOf(new Uint8Array(0));

/** A project in memory, built. */
async function built(files: Readonly<Record<string, string | null>> = {}): Promise<BuiltProject> {
  const project = builtProject(files);
  await build({}, project, planParts);
  return project;
}

const codesOf = ({ canonical, provenance, rebuild, codeSha256 }: VerifyReport): string[] =>
  [canonical, provenance, rebuild, codeSha256].flatMap((check) =>
    (check?.findings ?? []).map(({ code }) => code),
  );

const read = (project: BuiltProject, path = file): Promise<Uint8Array> =>
  project.fileSystem.readFile(`/project/${path}`);
const write = (project: BuiltProject, path: string, content: Uint8Array | string): Promise<void> =>
  project.fileSystem.writeFile(`/project/${path}`, Buffer.from(content));

describe('a zip', () => {
  test('as the build wrote it is verified: format, provenance and rebuild', async () => {
    const project = await built();
    const report = await verify({ file, manifest }, project);
    expect(report).toMatchObject({
      verdict: 'same',
      file: { path: file },
      canonical: { verdict: 'same', level: 6 },
      provenance: { verdict: 'same', path: `${file}.provenance.json` },
      rebuild: { verdict: 'same', archive: 'lambda', fast: false, comparison: null },
      codeSha256: null,
      warnings: [],
    });
    expect(report.file?.codeSha256).toBe(digestOf(await read(project)));
    expect(report.rebuild?.codeSha256).toBe(report.file?.codeSha256);
  });

  test('is only checked for what was requested', async () => {
    const project = await built();
    await project.fileSystem.remove(`/project/${file}.provenance.json`);
    const { calls } = project;
    const before = calls.length;
    expect(await verify({ file }, project)).toMatchObject({
      verdict: 'same',
      provenance: null,
      rebuild: null,
      codeSha256: null,
    });
    expect(calls.slice(before)).toEqual([]);
  });

  test('with a changed byte fails each check', async () => {
    const project = await built();
    const bytes = Uint8Array.from(await read(project));
    bytes[10] = 1;
    await write(project, file, bytes);
    const codeSha256 = otherDigest;
    const report = await verify({ file, manifest, codeSha256, fast: true }, project);
    expect(report.verdict).toBe('different');
    expect(codesOf(report)).toEqual([
      'verify-field',
      'provenance-digest',
      'verify-rebuild-differs',
      'verify-code-sha256',
    ]);
    expect(report.rebuild?.comparison?.causes.map(({ code }) => code)).toEqual(['differs-container']);
  });

  test('that is not a zip is damaged in each check', async () => {
    const project = await built();
    await write(project, file, 'hello');
    const report = await verify({ file, manifest, fast: true }, project);
    expect(codesOf(report)).toEqual(['verify-damaged', 'provenance-digest', 'verify-damaged']);
    expect(report.rebuild?.comparison).toBeNull();
  });

  test('that is too large is not read', async () => {
    const project = await built();
    const { stat } = project.fileSystem;
    const size = 400 * 1024 * 1024;
    const fileSystem: typeof project.fileSystem = {
      ...project.fileSystem,
      stat: async (path) => {
        const info = await stat(path);
        return info !== undefined && path.endsWith('.zip') ? { ...info, size } : info;
      },
    };
    const report = await verify({ file, manifest, fast: true }, { ...project, fileSystem });
    expect(codesOf(report)).toEqual(['verify-too-large', 'verify-too-large']);
    expect(report.file).toEqual({ path: file, size, sha256: null, codeSha256: null });
  });

  test('with malformed provenance does not match it', async () => {
    const project = await built();
    for (const text of ['', '{', '[]', '{"_type":"https://in-toto.io/Statement/v1"}']) {
      await write(project, 'other.json', text);
      const report = await verify({ file, provenance: 'other.json' }, project);
      expect([codesOf(report), report.provenance?.path], text).toEqual([
        ['provenance-malformed'],
        'other.json',
      ]);
    }
  });
});

describe('a rebuild', () => {
  test('of changed sources differs, with the commands of the provenance as the first cause', async () => {
    const handlers = { 'bin/*': './cmd/*' };
    const tagged = JSON.stringify({ handlers, go: { tags: ['extra'] } });
    const project = await built({ '/project/lambdazip.json': tagged });
    await write(project, manifest, JSON.stringify({ handlers }));
    await write(project, 'cmd/a/main.go', 'package main // changed\n');
    const { rebuild } = await verify({ file, manifest, fast: true }, project);
    expect(rebuild).toMatchObject({ verdict: 'different', archive: 'lambda' });
    expect(rebuild?.comparison?.entries.map(({ name }) => name)).toEqual(['bin/a']);
    expect(rebuild?.comparison?.causes[0]).toMatchObject({
      code: 'differs-command',
      args: { found: expect.stringContaining('lambda.norpc,extra'), otherFile: null },
    });
  });

  test('is built for the given architecture and bootstrap, as `build` is', async () => {
    const project = builtProject();
    const settings = { architecture: 'x86_64', bootstrap: 'shell' } as const;
    await build(settings, project, planParts);
    const verdictOf = async (options: Partial<VerifyOptions>) =>
      (await verify({ file, manifest, fast: true, ...options }, project)).rebuild?.verdict;
    expect(await verdictOf(settings)).toBe('same');
    expect(await verdictOf({ architecture: 'x86_64' })).toBe('different');
    expect(await verdictOf({ bootstrap: 'shell' })).toBe('different');
  });

  test.each([true, false])('leaves no files behind (--fast: %s)', async (fast) => {
    const project = await built();
    const before = project.paths();
    await verify({ file, manifest, fast }, project);
    expect(project.paths()).toEqual(before);
  });

  test('reads the copy only, so that files which are not inputs have no effect', async () => {
    const project = await built();
    const before = project.calls.length;
    await verify({ file, manifest, fast: true }, project);
    const links = project.calls.slice(before).filter(({ argv }) => argv[1] === 'build');
    expect(links.length).toBeGreaterThan(0);
    for (const { workingDirectory } of links) expect(workingDirectory).toMatch(/^\/tmp\/.*\/source/);
  });

  test('checks the module cache unless it is --fast', async () => {
    const project = await built();
    const checks = async (fast: boolean): Promise<number> => {
      const before = project.calls.length;
      await verify({ file, manifest, fast }, project);
      return project.calls.slice(before).filter(({ argv }) => argv.slice(1, 3).join() === 'mod,verify')
        .length;
    };
    expect([await checks(true), await checks(false)]).toEqual([0, 1]);
  });

  test('that fails is not a failed verification, and leaves no files behind', async () => {
    const project = await built();
    const before = project.paths();
    const run: BuiltProject['processes']['run'] = async (command) =>
      command.argv[1] === 'build'
        ? { exitCode: 1, killedBy: null, standardOutput: '', standardError: './main.go:1:1: undefined: x\n' }
        : await project.processes.run(command);
    const failing = { ...project, processes: { run } };
    await expect(verify({ file, manifest, fast: true }, failing)).rejects.toMatchObject({
      code: 'verify-build-failed',
      blame: 'machine',
    });
    expect(project.paths()).toEqual(before);
  });

  test('that is interrupted leaves no files behind', async () => {
    const project = await built();
    const before = project.paths();
    const controller = new AbortController();
    const run: BuiltProject['processes']['run'] = async (command) => {
      if (command.argv[1] === 'build') controller.abort(new Error('stop'));
      command.signal?.throwIfAborted();
      return await project.processes.run(command);
    };
    const { signal } = controller;
    await expect(
      verify({ file, manifest, fast: true, signal }, { ...project, processes: { run } }),
    ).rejects.toThrow('stop');
    expect(project.paths()).toEqual(before);
  });

  test('needs space on the disk', async () => {
    const project = await built();
    const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
    const fileSystem: typeof project.fileSystem = {
      ...project.fileSystem,
      writeFile: async (path, ...rest) => {
        if (path.includes('/source/')) throw full;
        await project.fileSystem.writeFile(path, ...rest);
      },
    };
    await expect(verify({ file, manifest }, { ...project, fileSystem })).rejects.toMatchObject({
      code: 'verify-build-failed',
      diagnostics: [{ code: 'disk-full', args: { path: '/tmp', setting: 'TMPDIR' } }],
    });
  });
});

describe('the archive of a manifest with several', () => {
  const archives = JSON.stringify({
    archives: {
      a: { handlers: { 'bin/a': './cmd/a' } },
      b: { handlers: { 'bin/b': './cmd/b' }, compression: 9 },
    },
  });

  test('is selected by the file name, by --archive or by the digest, and only that one is built', async () => {
    const project = await built({ '/project/lambdazip.json': archives });
    await write(project, 'function.zip', await read(project, 'dist/b.zip'));
    const rebuilt = async (options: VerifyOptions) => {
      const linked = project.compiled();
      const { verdict, rebuild } = await verify({ manifest, fast: true, ...options }, project);
      return [verdict, rebuild?.archive, project.compiled() - linked];
    };
    expect(await rebuilt({ file: 'dist/b.zip' })).toEqual(['same', 'b', 1]);
    expect(await rebuilt({ file: 'function.zip', archive: 'b' })).toEqual(['same', 'b', 1]);
    expect(await rebuilt({ file: 'function.zip', archive: 'a' })).toEqual(['different', 'a', 1]);
    const codeSha256 = digestOf(await read(project, 'dist/b.zip'));
    expect(await rebuilt({ codeSha256 })).toEqual(['same', undefined, 2]);
    await expect(rebuilt({ file: 'function.zip' })).rejects.toMatchObject({
      code: 'verify-archive-ambiguous',
    });
  });
});

describe('the digest of the deployed function is compared', () => {
  test('with the file, the rebuild or the provenance', async () => {
    const project = await built();
    const codeSha256 = digestOf(await read(project));
    const provenance = `${file}.provenance.json`;
    const compared = async (options: VerifyOptions) => {
      const report = await verify(options, project);
      return [report.verdict, report.codeSha256?.compared.map(({ name }) => name), codesOf(report)];
    };
    const cases: readonly (readonly [VerifyOptions, string])[] = [
      [{ file }, file],
      [{ manifest, fast: true }, 'lambda'],
      [{ provenance }, 'the archive in the provenance'],
    ];
    for (const [options, name] of cases) {
      expect(await compared({ ...options, codeSha256 })).toEqual(['same', [name], []]);
      expect(await compared({ ...options, codeSha256: otherDigest })).toEqual([
        'different',
        [name],
        ['verify-code-sha256'],
      ]);
    }
  });
});

describe('cannot verify', () => {
  test.each<[what: string, options: VerifyOptions, code: string]>([
    ['nothing', {}, 'verify-nothing'],
    ['only a digest', { codeSha256: otherDigest }, 'verify-nothing'],
    ['a digest in hexadecimal', { file, codeSha256: 'ab'.repeat(32) }, 'code-sha256-invalid'],
    ['a missing zip', { file: 'no.zip' }, 'archive-unreadable'],
    ['a directory', { file: 'dist' }, 'archive-unreadable'],
    ['against a missing manifest', { file, manifest: 'no.json' }, 'manifest-not-found'],
    ['against missing provenance', { file, provenance: 'no.json' }, 'provenance-unreadable'],
    ['against an unknown archive', { file, manifest, archive: 'no' }, 'archive-unknown'],
  ])('%s', async (_, options, code) => {
    await expect(verify(options, await built())).rejects.toMatchObject({ code });
  });
});
