import { describe, expect, test } from 'vitest';
import {
  builds,
  custom,
  decide,
  evidenceTexts,
  inShop,
  only,
  type Project,
  partsOf,
  shop,
} from '../../test/made-decisions.js';
import { build, copy, main, zip } from '../../test/made-templates.js';
import { targetName } from './candidates/package-target.js';
import { decideFunctions, unusedCommands, unusedMapKeys } from './decide.js';
import type { CandidateTarget } from './decision.js';

describe('evidence', () => {
  test('lists the build line, and the steps to the path of the function', () => {
    const decision = only(
      inShop([builds('bin/serve'), copy('Makefile:3', 'bin/serve', 'build/create/bootstrap')], {
        runtime: custom,
        handler: 'bootstrap',
        code: 'build/create',
      }),
    );
    expect(evidenceTexts(decision)).toEqual([
      'Makefile:2 builds bin/serve from ./cmd/serve, Makefile:3 copies it to build/create/bootstrap',
    ]);
  });

  test('of several lines for one package is combined, and the build for Linux is used', () => {
    const forLinux = build('Makefile:5', 'bin/create', './cmd/create', { environment: { GOOS: 'linux' } });
    const decision = only(inShop([build('Makefile:2', 'bin/create', './cmd/create'), forLinux]));
    expect(evidenceTexts(decision)).toEqual([
      'Makefile:2 builds bin/create from ./cmd/create',
      'Makefile:5 builds bin/create from ./cmd/create',
    ]);
    expect(decision).toMatchObject({ candidate: { command: forLinux } });
  });

  test('keeps its own line, whatever else builds the package', () => {
    const line = build('Makefile:2', 'bin/create', './cmd/create');
    const other = build('Makefile:9', 'x', './cmd/create', { environment: { GOOS: 'linux' } });
    expect(only(inShop([line, other]))).toMatchObject({ candidate: { command: line } });
  });

  test('by name includes the line that builds the package', () => {
    const line = build('Makefile:2', '/opt/${X}/${Y}', './cmd/create');
    expect(only(inShop([line], { handler: 'bin/Create' }))).toMatchObject({
      candidate: { command: line },
    });
  });

  test('mentions that aws-lambda-go broke a tie', () => {
    const mains = ['a/create', main('b/create', { importsLambda: false })];
    expect(evidenceTexts(only({ mains }))).toEqual([
      'the directory a/create matches bin/create, and it is the only match that uses aws-lambda-go',
    ]);
  });

  test('of a build that only a directory would make is not listed with the likely one', () => {
    const lines = [builds('bin/create'), zip('Makefile:3', 'all.zip', 'bin/')];
    expect(evidenceTexts(only(inShop(lines, { code: 'all.zip' })))).toEqual([
      'Makefile:2 builds bin/create from ./cmd/serve, Makefile:3 packs it into all.zip',
    ]);
  });

  test('that is missing is reported, with lines that could not be interpreted', () => {
    const [templates, evidence, mains, options] = partsOf({ functions: [{}] });
    const unread = [
      { source: 'go build $X', reason: 'X is unknown', location: { file: 'a.sh', line: 4, column: 1 } },
    ];
    const [decision] = decideFunctions(templates, { ...evidence, unread }, mains, options);
    expect(decision).toMatchObject({
      reason:
        'no build command produces its program, and no main package has a matching name; a.sh:4 could not be interpreted (X is unknown)',
    });
  });
});

describe('unused input', () => {
  test('are build lines whose program no function uses', () => {
    const [templates, evidence, mains, options] = partsOf({
      mains: shop,
      lines: [
        build('Makefile:2', 'bin/create', './cmd/create'),
        build('Makefile:3', 'bin/serve', './cmd/serve'),
        build('Makefile:4', null, './...'),
        build('Makefile:5', 'bin/gone', './gone'),
      ],
    });
    const decisions = decideFunctions(templates, evidence, mains, options);
    const unused = unusedCommands(decisions, evidence, mains, options.files);
    expect(unused.map(({ location }) => location.line)).toEqual([3]);
    const isKnown = (target: CandidateTarget): boolean => targetName(target) === './cmd/serve';
    expect(unusedCommands(decisions, evidence, mains, options.files, isKnown)).toEqual([]);
  });

  test('are keys of --map that decided nothing', () => {
    const map = {
      'bin/create': './cmd/create',
      'bin/x': './cmd/x',
      CreateFunction: './cmd/create',
      Js: './cmd/create',
    };
    const project: Project = {
      functions: [{}, { id: 'Js', runtime: 'nodejs20.x', handler: 'bin/x' }],
      mains: shop,
      options: { map },
    };
    expect(unusedMapKeys(map, decide(project))).toEqual(['bin/create', 'bin/x', 'Js']);
    const moved = {
      functions: [{ runtime: 'provided.al2023', code: 'a.zip' }],
      options: { isMoved: () => true },
    };
    expect(unusedMapKeys({ CreateFunction: './cmd/create' }, decide(moved))).toEqual([]);
  });
});
