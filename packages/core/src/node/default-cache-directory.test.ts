import { expect, test } from 'vitest';
import { defaultCacheDirectory } from './default-cache-directory.js';

test.each([
  ['linux', { HOME: '/home/me' }, '/home/me/.cache/lambdazip'],
  ['linux', { HOME: '/home/me', XDG_CACHE_HOME: '/caches' }, '/caches/lambdazip'],
  ['linux', { HOME: '/home/me', XDG_CACHE_HOME: 'relative' }, '/home/me/.cache/lambdazip'],
  ['linux', { XDG_CACHE_HOME: '/caches' }, '/caches/lambdazip'],
  ['linux', { HOME: 'relative' }, undefined],
  ['linux', {}, undefined],
  ['darwin', { HOME: '/Users/me', XDG_CACHE_HOME: '/caches' }, '/Users/me/Library/Caches/lambdazip'],
  ['darwin', {}, undefined],
  ['win32', { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' }, 'C:/Users/me/AppData/Local/lambdazip/Cache'],
  ['win32', { HOME: '/home/me' }, undefined],
] as const)('on %s with %j: %s', (platform, environment, expected) => {
  expect(defaultCacheDirectory(platform, environment)).toBe(expected);
});
