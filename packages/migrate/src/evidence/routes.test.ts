import { describe, expect, test } from 'vitest';
import { madeProject, programsIn } from '../../../core/test/made-project.js';
import { madeTemplate, main } from '../../test/made-templates.js';
import { readBuildLine } from '../decide/build-line.js';
import { decideFunctions } from '../decide/decide.js';
import { readBuildEvidence } from './read-evidence.js';
import { argumentWords } from './script-arguments.js';

/** The flags for a function `bin/create`; `?` and the alternatives if several ways are equally likely. */
async function saidFor(files: Readonly<Record<string, string>>, buildTarget?: string): Promise<unknown> {
  const project = madeProject({
    ...programsIn('cmd/create'),
    'go.mod': 'module example.com/shop\n',
    ...files,
  });
  const evidence = await readBuildEvidence(project);
  const [decision] = decideFunctions([madeTemplate([{}])], evidence, [main('cmd/create')], {
    map: {},
    files: project.files,
    buildTarget,
  });
  if (decision?.kind !== 'decided') throw new Error(`it is ${decision?.kind}`);
  const { command, contested = [] } = decision.candidate;
  if (command === null) return null;
  if (contested.length === 0) return readBuildLine(command).go;
  return { '?': [command, ...contested].map((each) => readBuildLine(each).go) };
}

const out = '-o bin/create ./cmd/create';
const debug = '-gcflags="all=-N -l"';

describe('a program that is built in several ways is built as', () => {
  test.each<readonly [title: string, files: Record<string, string>, expected: unknown]>([
    [
      'in the deploy target, not as called by a debug target',
      {
        Makefile: `deploy: build\n\tsam deploy\ndebug:\n\tGCFLAGS="-N -l" make build\nbuild:\n\tgo build -gcflags="\${GCFLAGS}" ${out}\n`,
      },
      {},
    ],
    [
      'on the other of two lines, if the debug one is first',
      { Makefile: `debug:\n\tgo build ${debug} ${out}\nbuild:\n\tgo build ${out}\n` },
      {},
    ],
    [
      'on the line without -race',
      { Makefile: `race:\n\tCGO_ENABLED=1 go build -race ${out}\nbuild:\n\tgo build ${out}\n` },
      {},
    ],
    [
      'in release and not in dev, by variables of targets',
      {
        Makefile: `dev: TAGS=dev\nrelease: TAGS=prod\ndev release: build\nbuild:\n\tgo build -tags "$(TAGS)" ${out}\n`,
      },
      { tags: ['prod'] },
    ],
    [
      'in release, which runs make again',
      {
        Makefile: `dev:\n\t$(MAKE) build TAGS=dev\nrelease:\n\t$(MAKE) build TAGS=prod\nbuild:\n\tgo build -tags "$(TAGS)" ${out}\n`,
      },
      { tags: ['prod'] },
    ],
    [
      'in a workflow that deploys and runs make',
      {
        Makefile: `one:\n\tgo build -tags one ${out}\ntwo:\n\tgo build -tags two ${out}\n`,
        '.github/workflows/ship.yml':
          'jobs:\n  ship:\n    steps:\n      - run: make two\n      - run: sam deploy\n',
      },
      { tags: ['two'] },
    ],
    [
      'in a script run by the deploy target',
      {
        Makefile: 'deploy:\n\t./build.sh release\ndebug:\n\t./build.sh debug\n',
        'build.sh': `#!/bin/sh\ncase "$1" in\ndebug) FLAGS='${debug}' ;;\nrelease) FLAGS='-tags prod' ;;\nesac\ngo build $FLAGS ${out}\n`,
      },
      { tags: ['prod'] },
    ],
    [
      'in a script with the word for a release',
      {
        'build.sh': `if [ "$1" = debug ]; then\n  go build -tags dev ${out}\nelif [ "$1" = release ]; then\n  go build -tags prod ${out}\nfi\n`,
      },
      { tags: ['prod'] },
    ],
    [
      'in a script without arguments',
      { 'build.sh': `if [ "$1" = debug ]; then TAGS=dev; fi\ngo build -tags "$TAGS" ${out}\n` },
      {},
    ],
    [
      'in a script with an unset variable',
      {
        'build.sh': `if [ -n "$DEBUG" ]; then\n  go build -tags dev ${out}\nelse\n  go build -tags prod ${out}\nfi\n`,
      },
      { tags: ['prod'] },
    ],
    [
      'in a task for a release that calls another task',
      {
        'Taskfile.yml': `version: '3'\ntasks:\n  dev:\n    cmds: [{task: build, vars: {TAGS: dev}}]\n  release:\n    cmds: [{task: build, vars: {TAGS: prod}}]\n  build: go build -tags "{{.TAGS}}" ${out}\n`,
      },
      { tags: ['prod'] },
    ],
    [
      'in the pipeline that deploys, even if a line for Linux is elsewhere',
      {
        Makefile: `build:\n\tGOOS=linux go build -tags local ${out}\n`,
        '.github/workflows/ship.yml': `jobs:\n  ship:\n    steps:\n      - run: go build -tags prod ${out}\n      - run: sam deploy\n`,
      },
      { tags: ['prod'] },
    ],
    [
      'on a line for Linux, and not in a check of a pipeline',
      {
        Makefile: `build:\n\tGOOS=linux go build -tags aws ${out}\n`,
        '.github/workflows/ci.yml': `jobs:\n  ci:\n    steps:\n      - run: go build ${out}\n`,
      },
      { tags: ['aws'] },
    ],
    [
      'in a release for Linux, and not in one for a different system',
      {
        Makefile: `release:\n\tGOOS=darwin go build -tags mac ${out}\nbuild:\n\tGOOS=linux go build -tags aws ${out}\n`,
      },
      { tags: ['aws'] },
    ],
    [
      'with no settings, if only a debug target builds it',
      { Makefile: `debug:\n\tCGO_ENABLED=1 go build -tags dbg ${debug} ${out}\n` },
      {},
    ],
    [
      'in the deployment of a development stage, if nothing else builds it',
      { Makefile: `deploy-dev:\n\tgo build -tags aws ${out}\n\tsam deploy\n` },
      { tags: ['aws'] },
    ],
    [
      'in several ways, if none is clearly the right one',
      { Makefile: `help:\n\t@echo\neu:\n\tgo build -tags eu ${out}\nus:\n\tgo build -tags us ${out}\n` },
      { '?': [{ tags: ['eu'] }, { tags: ['us'] }] },
    ],
  ])('%s', async (_, files, expected) => {
    expect(await saidFor(files)).toEqual(expected);
  });

  test('the user chooses', async () => {
    const files = { Makefile: `eu:\n\tgo build -tags eu ${out}\nus:\n\tgo build -tags us ${out}\n` };
    expect(await saidFor(files, 'us')).toEqual({ tags: ['us'] });
    const development = { Makefile: `debug:\n\tgo build -tags dbg ${out}\n` };
    expect(await saidFor(development, 'debug')).toEqual({ tags: ['dbg'] });
  });
});

test('what `sam build` inherits from a makefile applies to what it builds', async () => {
  const project = madeProject({
    ...programsIn('cmd/create'),
    'go.mod': 'module example.com/shop\n',
    Makefile: "export GOFLAGS = -tags=prod '-ldflags=-s -w -X=main.commit=$(COMMIT)'\nbuild:\n\tsam build\n",
  });
  const fn = { buildMethod: 'go1.x', code: './cmd/create', handler: 'bootstrap', runtime: 'provided.al2' };
  const [decision] = decideFunctions(
    [madeTemplate([fn])],
    await readBuildEvidence(project),
    [main('cmd/create')],
    { map: {}, files: project.files },
  );
  const command = decision?.kind === 'decided' ? decision.candidate.command : null;
  expect(command === null ? null : readBuildLine(command).go).toEqual({
    tags: ['prod'],
    ldflags: '-X main.commit=${COMMIT}',
  });
});

test('SAM targets that call one target with different variables build different programs', async () => {
  const sub = (title: string) => `build-${title}`;
  const project = madeProject({
    ...programsIn('cmd/forwarder', 'cmd/subscriber'),
    'go.mod': 'module example.com/shop\n',
    Makefile: `build-App:\n\tgo build -o ./bootstrap cmd/$(APP)/main.go\n\tcp ./bootstrap $(ARTIFACTS_DIR)/.\n${sub('In')}:\n\tAPP=forwarder $(MAKE) build-App\n${sub('Out')}:\n\t$(MAKE) build-App APP=subscriber\n`,
  });
  const made = (id: string) => ({
    id,
    buildMethod: 'makefile',
    handler: 'bootstrap',
    runtime: 'provided.al2',
  });
  const decisions = decideFunctions(
    [madeTemplate([made('In'), made('Out')])],
    await readBuildEvidence(project),
    [main('cmd/forwarder'), main('cmd/subscriber')],
    { map: {}, files: project.files },
  );
  const targets = decisions.map((each) => (each.kind === 'decided' ? each.candidate.target : each.kind));
  expect(targets).toEqual([
    { kind: 'directory', path: 'cmd/forwarder' },
    { kind: 'directory', path: 'cmd/subscriber' },
  ]);
});

test('the words that a script compares its first argument with', () => {
  const script =
    'MODE=${1:-dev}\ncase "$MODE" in\n  debug|dbg) a ;;\n  *) b ;;\nesac\n[ "$1" = "release" ] && c\n[ "$X" = y ]\n';
  expect(argumentWords(script)).toEqual(['debug', 'dbg', 'release']);
});
