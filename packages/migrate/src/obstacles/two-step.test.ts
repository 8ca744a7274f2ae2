import { expect, test } from 'vitest';
import type { Layout } from '../../../core/src/manifest/layouts.js';
import { decide } from '../../test/made-decisions.js';
import { layOutArchives } from '../decide/archive-layout.js';
import type { Decided } from '../decide/handler-keys.js';
import { twoStepObstacles } from './two-step.js';

const obstacles = (handlers: readonly string[], chosen: Layout | null = null) => {
  const functions = handlers.map((handler, at) => ({ id: `F${at}`, handler, code: `cmd/f${at}` }));
  const decided = decide({ functions, mains: ['cmd/f0', 'cmd/f1'] }).filter(
    (each): each is Decided => each.kind === 'decided',
  );
  expect(decided).toHaveLength(handlers.length);
  const layout = layOutArchives(decided, { layout: chosen, manifestDirectory: '.' });
  return twoStepObstacles(decided, layout).map(({ code, args }) => [code, 'id' in args && args.id]);
};

test('functions migrate in two steps if go1.x finds the program by its Handler', () => {
  expect(obstacles(['bin/a', 'bin/b'])).toEqual([]);
  expect(obstacles(['bootstrap', 'bootstrap'])).toEqual([]);
});

test('functions do not if several programs share one Handler', () => {
  expect(obstacles(['main', 'main'])).toEqual([
    ['migrate-two-step-layout', 'F0'],
    ['migrate-two-step-layout', 'F1'],
  ]);
});

test('functions do not in an archive whose only program is the bootstrap', () => {
  expect(obstacles(['bin/a', 'bin/b'], 'multicall')).toEqual([
    ['migrate-two-step-layout', 'F0'],
    ['migrate-two-step-layout', 'F1'],
  ]);
});
