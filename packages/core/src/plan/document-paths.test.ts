import { expect, test } from 'vitest';
import { documentPaths, provenancePath, sbomPath } from './document-paths.js';

test('provenance is written by default, a bill of materials on request', () => {
  expect(documentPaths('dist/a.zip', {})).toEqual([provenancePath('dist/a.zip')]);
  expect(documentPaths('dist/a.zip', { provenance: false })).toEqual([]);
  expect(documentPaths('dist/a.zip', { sbom: true })).toEqual([
    'dist/a.zip.provenance.json',
    'dist/a.zip.cdx.json',
  ]);
  expect(documentPaths('a.zip', { provenance: false, sbom: true })).toEqual([sbomPath('a.zip')]);
});
