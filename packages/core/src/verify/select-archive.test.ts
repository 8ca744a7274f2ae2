import { describe, expect, test } from 'vitest';
import { planOf } from '../../test/machine-with-go.js';
import { selectMeant } from './select-archive.js';

const { archives: planned } = await planOf({
  archives: {
    a: { handlers: { 'bin/a': './cmd/a' } },
    b: { handlers: { 'bin/b': './cmd/b' } },
    each: { layout: 'per-handler', handlers: { x: './cmd/a', y: './cmd/c' } },
  },
});

const selected = (name: string | undefined, file: string | null): string[] =>
  selectMeant(planned, { name, file }).map((archive) => archive.name);

const failing = (name: string | undefined, file: string | null): unknown => {
  try {
    return selected(name, file);
  } catch (error) {
    return error;
  }
};

describe('the archive to rebuild is selected', () => {
  test('by its file name', () => {
    expect(selected(undefined, 'download/b.zip')).toEqual(['b']);
    expect(selected(undefined, 'y.zip')).toEqual(['y']);
  });

  test('by --archive, whatever the file is called', () => {
    expect(selected('a', 'function.zip')).toEqual(['a']);
    expect(selected('a', 'b.zip')).toEqual(['a']);
    expect(selected('y', 'function.zip')).toEqual(['y']);
  });

  test('by --archive and its file name, if the archive has one zip for each handler', () => {
    expect(selected('each', 'x.zip')).toEqual(['x']);
  });

  test('by its digest, which is compared with all of them', () => {
    expect(selected(undefined, null)).toEqual(['a', 'b', 'x', 'y']);
    expect(selected('each', null)).toEqual(['x', 'y']);
  });
});

describe('no archive is selected', () => {
  test('if several could be the file', () => {
    expect(failing(undefined, 'function.zip')).toMatchObject({
      code: 'verify-archive-ambiguous',
      diagnostics: [{ args: { file: 'function.zip', names: ['a', 'b', 'x', 'y'] } }],
    });
    expect(failing('each', 'a.zip')).toMatchObject({
      code: 'verify-archive-ambiguous',
      diagnostics: [{ args: { names: ['x', 'y'] } }],
    });
  });

  test('if the manifest has no archive or handler of that name', () => {
    expect(failing('eahc', 'a.zip')).toMatchObject({
      code: 'archive-unknown',
      diagnostics: [{ args: { name: 'eahc', known: ['a', 'b', 'each', 'x', 'y'], likely: 'each' } }],
    });
  });
});
