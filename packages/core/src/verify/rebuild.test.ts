import { describe, expect, test } from 'vitest';
import { type BuiltProject, builtProject } from '../../test/built-project.js';
import { goObjects } from '../go/json-output.js';
import { type Rebuild, rebuild } from './rebuild.js';

interface Listed {
  readonly ImportPath: string;
  readonly Dir: string;
}

/** A project in memory in which cmd/a embeds a file; `go list` reports it, as the real one does. */
function embeddingProject(manifest: unknown): BuiltProject {
  const project = builtProject({
    '/project/lambdazip.json': JSON.stringify(manifest),
    '/project/cmd/a/greeting.txt': 'a greeting',
  });
  const run: BuiltProject['processes']['run'] = async (command) => {
    const result = await project.processes.run(command);
    if (command.argv[1] !== 'list') return result;
    const packages = goObjects<Listed>('go', result.standardOutput).map((listed) =>
      listed.Dir.endsWith('/cmd/a') ? { ...listed, EmbedFiles: ['greeting.txt'] } : listed,
    );
    return { ...result, standardOutput: packages.map((listed) => JSON.stringify(listed)).join('\n') };
  };
  return { ...project, processes: { run } };
}

const rebuilt = (project: BuiltProject): Promise<Rebuild> =>
  rebuild({ manifest: 'lambdazip.json', fast: true }, (archives) => archives, project);

async function knownOf({ archives, knowledge }: Rebuild, name: string, entry: string) {
  const archive = archives.find(({ plan }) => plan.name === name);
  if (archive === undefined) throw new TypeError(`no archive ${name}`);
  const known = knowledge(archive.plan);
  const embedded = await known.embeddedFiles(entry);
  return {
    ldflags: known.ldflags(entry),
    embedded: embedded.map(({ path, content }) => [path, new TextDecoder().decode(content)]),
  };
}

describe('what a rebuild knows about a program', () => {
  test('are its linker flags, and the files embedded in it, at their original paths', async () => {
    const handlers = { 'bin/*': './cmd/*' };
    const built = await rebuilt(
      embeddingProject({ handlers, go: { ldflags: '-X main.version=release-1.0.0' } }),
    );
    expect(await knownOf(built, 'lambda', 'bin/a')).toEqual({
      ldflags: ['-X', 'main.version=release-1.0.0'],
      embedded: [['/project/cmd/a/greeting.txt', 'a greeting']],
    });
    expect(await knownOf(built, 'lambda', 'bin/b')).toMatchObject({ embedded: [] });
    expect(await knownOf(built, 'lambda', 'bootstrap')).toEqual({ ldflags: [], embedded: [] });
  });

  test('does not depend on which go command of the manifest builds it', async () => {
    const archives = {
      first: { handlers: { 'bin/a': './cmd/a' }, go: { tags: ['first'], ldflags: '-X main.x=first' } },
      lambda: { handlers: { 'bin/a': './cmd/a' } },
    };
    const built = await rebuilt(embeddingProject({ archives }));
    expect(await knownOf(built, 'first', 'bin/a')).toMatchObject({ ldflags: ['-X', 'main.x=first'] });
    expect(await knownOf(built, 'lambda', 'bin/a')).toEqual({
      ldflags: [],
      embedded: [['/project/cmd/a/greeting.txt', 'a greeting']],
    });
  });
});

test('plans and builds in a copy at a different path', async () => {
  const { plan } = await rebuilt(embeddingProject({ handlers: { 'bin/a': './cmd/a' } }));
  expect(plan.directory).toMatch(/^\/tmp\/.+\/source$/);
  expect(plan.runs.map(({ module }) => module.root)).toEqual([plan.directory]);
});
