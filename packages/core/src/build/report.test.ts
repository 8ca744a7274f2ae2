import { describe, expect, test } from 'vitest';
import { builtProject } from '../../test/built-project.js';
import { interfered, systemError } from '../../test/memory-host.js';
import { planParts } from '../affected/plan-parts.js';
import { build } from './build.js';

const changed = 'package main // changed\n';

describe.each([
  ['in the output directory', 'dist/report.json'],
  ['outside of the output directory', 'reports/report.json'],
])('a report %s', (_, report) => {
  test('is written with the archives', async () => {
    const host = builtProject();
    const made = await build({ report }, host, planParts);
    expect(host.files()[`/project/${report}`]).toBe(`${JSON.stringify(made, null, 2)}\n`);
    expect(host.paths().filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });

  test.each(['dist/lambda.zip', 'dist/lambda.zip.provenance.json', 'report.json'])(
    'is restored with all other files if %s cannot be replaced',
    async (name) => {
      const host = builtProject();
      await build({ report }, host, planParts);
      const before = Object.entries(host.files()).filter(([path]) => !path.startsWith('/cache/'));
      await host.fileSystem.writeFile('/project/cmd/a/main.go', new TextEncoder().encode(changed));
      let isFailing = true;
      const fileSystem = interfered(host.fileSystem, ({ name: call, path }) => {
        // The first rename of a new file to the target.
        if (isFailing && call === 'rename' && path.includes(`.${name.replace(/^.*\//, '')}.`)) {
          isFailing = false;
          throw systemError('EIO');
        }
      });
      await expect(build({ report, sbom: true }, { ...host, fileSystem }, planParts)).rejects.toMatchObject({
        code: 'output-write-failed',
      });
      const after = Object.entries(host.files()).filter(([path]) => !path.startsWith('/cache/'));
      expect(after).toEqual(
        before.map(([path, text]) => [path, path.endsWith('/cmd/a/main.go') ? changed : text]),
      );
    },
  );

  test('that cannot be written fails the build before go compiles, and nothing is written', async () => {
    const host = builtProject();
    await host.fileSystem.makeDirectory(`/project/${report}`);
    await expect(build({ report }, host, planParts)).rejects.toMatchObject({ code: 'output-not-writable' });
    expect(host.files()).not.toHaveProperty('/project/dist/lambda.zip');
    expect(host.compiled()).toBe(0);
  });
});

test('a report at the path of an archive or of its provenance is refused', async () => {
  for (const report of ['dist/lambda.zip', './dist/lambda.zip.provenance.json']) {
    const host = builtProject();
    await expect(build({ report }, host, planParts)).rejects.toMatchObject({ code: 'output-not-writable' });
  }
});
