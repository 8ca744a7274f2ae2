import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nodeWatchDirectories } from './watch-directories.js';

test('a change in a directory is announced, and a missing directory is skipped', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'lambdazip-watch-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  let changes = 0;
  const changed = new Promise<void>((resolve) => {
    const close = nodeWatchDirectories([join(directory, 'none'), directory], () => {
      changes += 1;
      resolve();
    });
    onTestFinished(close);
  });
  writeFileSync(join(directory, 'x'), '');
  await changed;
  expect(changes).toBeGreaterThan(0);
});
