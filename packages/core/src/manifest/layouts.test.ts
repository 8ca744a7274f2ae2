import { expect, test } from 'vitest';
import { archiveNameOf, defaultLayout, layoutNames, layouts, separateLayout } from './layouts.js';

test('the default layout comes first, and puts all handlers into one archive', () => {
  expect(layoutNames[0]).toBe(defaultLayout);
  expect(layouts[defaultLayout].archivePerHandler).toBe(false);
  expect(archiveNameOf(defaultLayout, 'shop', 'bin/a')).toBe('shop');
});

test('the separate layout names each archive after its handler, which may be any text', () => {
  expect(archiveNameOf(separateLayout, 'shop', 'bin/a')).toBe('bin/a');
  expect(layouts[separateLayout].isHandlerFree).toBe(true);
});
