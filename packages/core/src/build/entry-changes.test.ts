import { describe, expect, test } from 'vitest';
import { builtProject } from '../../test/built-project.js';
import { planParts } from '../affected/plan-parts.js';
import { createArchive } from '../archive/create-archive.js';
import type { BuildEvent } from '../ports/build-event.js';
import { build } from './build.js';
import { earlierZip, entryChanges } from './entry-changes.js';

const mark = (name: string, size: number, crc32 = 1, mode = 0o755) => ({ name, size, crc32, mode });

describe('the changes of entries', () => {
  test('are what is new, what differs in content or mode, and what is gone', () => {
    const before = [mark('a', 1), mark('b', 1), mark('c', 1), mark('d', 1), mark('e', 1)];
    const after = [mark('a', 1), mark('b', 2), mark('c', 1, 2), mark('d', 1, 1, 0o644), mark('f', 1)];
    expect(entryChanges(before, after)).toEqual({
      added: [{ name: 'f', size: 1 }],
      changed: [
        { name: 'b', size: 2, before: 1 },
        { name: 'c', size: 1, before: 1 },
        { name: 'd', size: 1, before: 1 },
      ],
      removed: [{ name: 'e', size: 1 }],
      unchanged: 1,
    });
  });

  test('are found by names that objects have too', () => {
    const changes = entryChanges([mark('__proto__', 1)], [mark('constructor', 1), mark('__proto__', 1)]);
    expect(changes).toMatchObject({ added: [{ name: 'constructor' }], removed: [], unchanged: 1 });
  });
});

type Compared = Extract<BuildEvent, { readonly type: 'compared' }>;

describe('an archive is compared with', () => {
  const compared = async (host: ReturnType<typeof builtProject>): Promise<Compared[]> => {
    const events: BuildEvent[] = [];
    await build({ onEvent: (event) => events.push(event) }, host, planParts);
    return events.filter((event): event is Compared => event.type === 'compared');
  };

  test('the one that it replaces, and not at all if it stays', async () => {
    const host = builtProject();
    const [first] = await compared(host);
    expect(first).toMatchObject({ path: 'dist/lambda.zip', before: null, changed: [], unchanged: 0 });
    expect(first?.added.map(({ name }) => name)).toContain('bootstrap');
    expect(await compared(host)).toEqual([]);
    const bytes = await createArchive([{ name: 'bootstrap', content: new Uint8Array(3), mode: 0o755 }]);
    await host.fileSystem.writeFile('/project/dist/lambda.zip', bytes);
    const [second] = await compared(host);
    expect(second).toMatchObject({ before: { size: bytes.length }, removed: [], unchanged: 0 });
    expect(second?.changed).toMatchObject([{ name: 'bootstrap', before: 3 }]);
    expect(second?.added.length).toBe((first?.added.length ?? 0) - 1);
  });

  test.each([
    ['no zip', new TextEncoder().encode('no zip')],
    ['nothing', new Uint8Array(0)],
    ['a zip that was cut off', new Uint8Array([0x50, 0x4b, 5, 6, ...Array(18).fill(255)])],
  ])('nothing if there is %s', async (_, bytes) => {
    const host = builtProject();
    await host.fileSystem.makeDirectory('/project/dist');
    await host.fileSystem.writeFile('/project/dist/lambda.zip', bytes);
    expect((await compared(host))[0]).toMatchObject({ before: null, changed: [], removed: [] });
  });

  test('nothing if there is a directory, or a file that no zip of Lambda is as large as', async () => {
    const { fileSystem } = builtProject();
    await fileSystem.makeDirectory('/project/dist');
    expect(await earlierZip({ fileSystem }, '/project/dist')).toBeUndefined();
    const read: string[] = [];
    const large = {
      ...fileSystem,
      lstat: async () => ({ kind: 'file', size: 2 ** 40, modified: 0, owner: 0, permissions: 0 }) as const,
      readFile: async (path: string) => {
        read.push(path);
        return new Uint8Array(0);
      },
    };
    expect(await earlierZip({ fileSystem: large }, '/x.zip')).toBeUndefined();
    expect(read).toEqual([]);
  });
});
