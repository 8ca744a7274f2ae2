import { expect, test } from 'vitest';
import { makeZip } from '../../test/hostile-zips.js';
import { readArchive } from './read-archive.js';
import { readZip } from './read-zip.js';

test('both readers refuse a zip with megabytes of names', () => {
  const entries = Array.from({ length: 140 }, (_, index) => ({ name: String(index).padStart(60_000, 'n') }));
  const bytes = makeZip({ entries });
  const reason = 'its names have more than 8388608 bytes in total';
  expect(readZip(bytes)).toEqual({ kind: 'not-zip', reason });
  expect(readArchive(bytes, 1000).problems).toContainEqual({ kind: 'damage', reason });
});
