import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../../test/memory-host.js';
import { changedSince, differences, type Fingerprint, fingerprintOf } from './fingerprint.js';

const inputs = { files: ['/p/a.go', '/p/new.go'], directories: ['/p'] };
const isOutput = (path: string): boolean => path === '/p/dist';

async function looking() {
  const host = memoryHost({ '/p/a.go': 'a', '/p/x/y': 'y' });
  const look = (): Promise<Fingerprint> => fingerprintOf(inputs, isOutput, host);
  const write = (path: string): Promise<void> =>
    host.fileSystem.writeFile(path, new TextEncoder().encode('other content'));
  return { host, look, write, before: await look() };
}

describe('a fingerprint', () => {
  test('is the same if nothing has changed', async () => {
    const { before, look } = await looking();
    expect(differences(before, await look())).toEqual([]);
  });

  test('shows a changed file', async () => {
    const { before, look, write } = await looking();
    await write('/p/a.go');
    expect(differences(before, await look())).toEqual(['/p/a.go']);
  });

  test('shows a removed file with its directory', async () => {
    const { before, look, host } = await looking();
    await host.fileSystem.remove('/p/a.go');
    expect(differences(before, await look())).toEqual(['/p/', '/p/a.go']);
  });

  test('shows a new file, whether it was expected or not', async () => {
    const { before, look, write } = await looking();
    await write('/p/new.go');
    expect(differences(before, await look())).toEqual(['/p/', '/p/new.go']);
    const { before: other, look: lookAgain, write: writeOther } = await looking();
    await writeOther('/p/other.go');
    expect(differences(other, await lookAgain())).toEqual(['/p/']);
  });

  test('shows a file that becomes a directory', async () => {
    const { before, look, host } = await looking();
    await host.fileSystem.remove('/p/x');
    await host.fileSystem.writeFile('/p/x', new Uint8Array(0));
    expect(differences(before, await look())).toEqual(['/p/']);
  });

  test.each(['.#a.go', '#a.go#', 'a.go~', '.a.go.swp', 'a.go.swx', '4913', 'dist'])(
    'does not show %s, which an editor or the build writes',
    async (name) => {
      const { before, look, write } = await looking();
      await write(`/p/${name}`);
      expect(differences(before, await look())).toEqual([]);
    },
  );

  test('of files that cannot be read is the one of missing files', async () => {
    const { host, before } = await looking();
    const fileSystem = interfered(host.fileSystem, () => {
      throw systemError('EIO');
    });
    const after = await fingerprintOf(inputs, isOutput, { fileSystem });
    expect(differences(before, after)).toEqual(['/p/', '/p/a.go']);
    expect(after.changed.size).toBe(0);
  });
});

test('paths that are only in one of two fingerprints are not differences', () => {
  const of = (...paths: string[]): Fingerprint => ({
    marks: new Map(paths.map((path) => [path, 'x'])),
    changed: new Map(),
  });
  expect(differences(of('/a', '/b'), of('/b', '/c'))).toEqual([]);
});

test('new inputs that changed after a moment are found', () => {
  const before: Fingerprint = { marks: new Map([['/known', 'x']]), changed: new Map() };
  const changed = new Map([
    ['/known', 200],
    ['/later', 200],
    ['/at-that-moment', 100],
    ['/earlier', 50],
  ]);
  expect(changedSince(before, { marks: new Map(), changed }, 100)).toEqual(['/later']);
});
