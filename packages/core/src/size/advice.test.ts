import { describe, expect, test } from 'vitest';
import { defaultMaxSize, quotas } from '../lambda/quotas.js';
import type { Layout } from '../manifest/layouts.js';
import { adviceFor, baseSizeOf } from './advice.js';
import type { ArchiveSize, MeasuredLayout } from './size-report.js';

const mebibyte = 1024 * 1024;

/** An archive with a bootstrap of 1 MiB and programs of these sizes in MiB. Its zip is a third of it. */
function archive(programs: readonly number[], name = 'lambda'): ArchiveSize {
  const unzippedSize = (1 + programs.reduce((sum, each) => sum + each, 0)) * mebibyte;
  const size = Math.ceil(unzippedSize / 3);
  return {
    ...{ name, archive: 'lambda', layout: 'binaries', size, unzippedSize },
    over: [
      ...(unzippedSize > quotas.unzippedSize ? (['unzippedSize'] as const) : []),
      ...(size > quotas.zippedSize ? (['size'] as const) : []),
    ],
    handlers: programs.map((each, index) => ({
      handler: `${name}/${index}`,
      package: `example.com/${name}/${index}`,
      entry: `${name}/${index}`,
      size: each * mebibyte,
    })),
  };
}

function layout(name: string, archives: readonly ArchiveSize[], isCurrent = false): MeasuredLayout {
  const total = (sizes: readonly number[]) => sizes.reduce((sum, each) => sum + each, 0);
  return {
    outcome: 'measured',
    layout: name as Layout,
    isCurrent,
    archives,
    size: total(archives.map(({ size }) => size)),
    unzippedSize: total(archives.map(({ unzippedSize }) => unzippedSize)),
    programSize: 0,
  };
}

const forty = archive(Array.from({ length: 40 }, () => 9));
const each = layout(
  'one-each',
  forty.handlers.map(({ handler }) => archive([9], handler)),
);

describe('the advice', () => {
  test('is to keep archives within the quotas', () => {
    expect(adviceFor([archive([9])], [each])).toEqual({ kind: 'keep', reason: 'fits' });
  });

  test('is a layout that fits with no more archives, before a split and before more archives', () => {
    const one = layout('one-binary', [archive([11])]);
    const advice = { kind: 'layout', layout: 'one-binary', over: 'unzippedSize' };
    expect(adviceFor([forty], [layout('current', [forty], true), each, one])).toEqual(advice);
  });

  test('is a split if other layouts need more archives, do not fit or cannot be built', () => {
    const refused = {
      outcome: 'refused',
      layout: 'per-handler',
      code: 'setting-not-for-layout',
      message: '',
      help: null,
    } as const;
    const large = layout('large', [archive([250])]);
    const advice = { kind: 'split', archives: 2, maxSize: defaultMaxSize };
    expect(adviceFor([forty], [layout('current', [forty], true), each, large, refused])).toEqual(advice);
  });

  test('counts archives that need no split', () => {
    expect(adviceFor([forty, archive([5])], [])).toMatchObject({ kind: 'split', archives: 3 });
  });

  test('is a layout for zips that are too large for a direct upload only if it has no more archives', () => {
    const large = archive([80, 80]);
    expect(adviceFor([large], [each])).toEqual({ kind: 'keep', reason: 'upload' });
    const one = layout('one-binary', [archive([11])]);
    expect(adviceFor([large], [one])).toEqual({ kind: 'layout', layout: 'one-binary', over: 'size' });
  });

  test('is a layout with more archives if handlers cannot be divided otherwise', () => {
    const shared = archive([150, 150]);
    const handlers = shared.handlers.map((handler) => ({ ...handler, entry: 'bootstrap' }));
    const parts = layout('one-each', [archive([150]), archive([150])]);
    expect(adviceFor([{ ...shared, handlers }], [parts])).toMatchObject({ layout: 'one-each' });
  });

  test('names handlers that are too large on their own', () => {
    expect(adviceFor([archive([250, 9])], [])).toEqual({ kind: 'none', handlers: ['lambda/0'] });
  });
});

test('the base of an archive is its size without its programs, each counted once', () => {
  expect(baseSizeOf(archive([3, 4]))).toBe(mebibyte);
  const handlers = [
    { handler: 'a', package: 'a', entry: 'bootstrap', size: 7 },
    { handler: 'b', package: 'b', entry: 'bootstrap', size: 7 },
  ];
  expect(baseSizeOf({ ...archive([]), unzippedSize: 10, handlers })).toBe(3);
});
