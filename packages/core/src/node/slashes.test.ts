import { expect, test, vi } from 'vitest';
import { withSlashes } from './slashes.js';

test('a backslash is a separator only on Windows, where long paths also have a prefix', () => {
  const platform = vi.spyOn(process, 'platform', 'get');
  try {
    platform.mockReturnValue('linux');
    expect(withSlashes('/a\\b')).toBe('/a\\b');
    platform.mockReturnValue('win32');
    expect(withSlashes('C:\\a\\b')).toBe('C:/a/b');
    expect(withSlashes('\\\\?\\C:\\a')).toBe('C:/a');
  } finally {
    platform.mockRestore();
  }
});
