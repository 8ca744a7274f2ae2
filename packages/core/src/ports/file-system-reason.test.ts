import { expect, test } from 'vitest';
import { systemError } from '../../test/memory-host.js';
import { fileSystemReason } from './file-system-reason.js';

test('a known error is plain text with its code', () => {
  expect(fileSystemReason(systemError('EACCES'))).toBe('permission denied (EACCES)');
  expect(fileSystemReason(systemError('ENFILE'))).toBe('too many open files (ENFILE)');
});

test('any other error is its own message', () => {
  expect(fileSystemReason(systemError('EXOTIC'))).toBe(systemError('EXOTIC').message);
  expect(fileSystemReason('text')).toBe('text');
});
