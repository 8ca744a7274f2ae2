import { describe, expect, test } from 'vitest';
import { archiveNameOf, type Layout, layoutNames, layouts } from '../../manifest/layouts.js';
import type { HandlerPackage } from '../packages.js';
import type { ArchiveContents } from './layout-rules.js';
import { layoutRules } from './layouts.js';

/** Without the properties that layouts do not use. */
function contentsOf(layout: Layout): { mains: HandlerPackage[]; contents: ArchiveContents } {
  const spec = {
    name: 'shop',
    layout,
    runtime: 'provided.al2023',
    architecture: 'arm64',
    bootstrap: 'native',
  };
  const main = (handler: string, directory: string, architecture: string): HandlerPackage =>
    ({
      handler,
      target: { archive: spec, request: { kind: 'directory' }, spec: { ...spec, architecture } },
      package: { importPath: `shop/${directory}`, directory: `/m/${directory}`, goFiles: [] },
      arguments: [`./${directory}`],
    }) as unknown as HandlerPackage;
  const own = layouts[layout].targetsMayDiffer ? 'x86_64' : 'arm64';
  const mains = [
    main('bin/b', 'cmd/b', own),
    main('bin/a', 'cmd/a', 'arm64'),
    main('bin/c', 'cmd/a', 'arm64'),
  ];
  const sources = mains.map((each) => ({ main: each, run: 'run', executable: 'program' }));
  return { mains, contents: { spec, sources, files: [] } as unknown as ArchiveContents };
}

describe.each(layoutNames)('the layout %s matches its facts', (layout) => {
  const { archivePerHandler, starts, targetsMayDiffer, isHandlerFree } = layouts[layout];
  const { mains, contents } = contentsOf(layout);
  const archives = layoutRules[layout].archivesOf(contents);

  test('puts each handler into one archive with the expected name', () => {
    const placed = archives.flatMap(({ name, placed: all }) =>
      all.map(({ source: { main } }) => [main.handler, name]),
    );
    expect(placed.sort()).toEqual(
      mains.map(({ handler }) => [handler, archiveNameOf(layout, 'shop', handler)]).sort(),
    );
    expect(archives).toHaveLength(archivePerHandler ? mains.length : 1);
  });

  test('has what Lambda starts as the entry `bootstrap`', () => {
    for (const { bootstrap, placed } of archives) {
      expect(bootstrap).toBe(starts === 'bootstrap' ? 'native' : null);
      for (const { entry, source } of placed) {
        expect(entry).toBe(starts === 'bootstrap' ? source.main.handler : 'bootstrap');
      }
    }
  });

  test('makes an archive for the target of its handlers', () => {
    for (const { architecture, placed } of archives) {
      for (const { source } of placed) expect(source.main.target.spec.architecture).toBe(architecture);
    }
    expect(new Set(archives.map(({ architecture }) => architecture)).size).toBe(targetsMayDiffer ? 2 : 1);
  });

  test('allows any Handler only in archives with one handler', () => {
    expect(isHandlerFree && archives.some(({ placed }) => placed.length !== 1)).toBe(false);
  });

  test('gives main packages of the same program the same name', () => {
    const { programName, programOf } = layoutRules[layout];
    const programs = new Map<string, string>();
    for (const main of mains) {
      const { executable } = programOf([main]);
      const name = programName(main);
      expect(programs.get(name) ?? executable).toBe(executable);
      programs.set(name, executable);
    }
  });
});
