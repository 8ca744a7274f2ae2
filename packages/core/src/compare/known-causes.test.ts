import { describe, expect, test } from 'vitest';
import { ascii } from '../../test/made-elf.js';
import { recordedProgram } from '../../test/recorded-program.js';
import { comparePrograms, type ProgramPair } from './compare-programs.js';
import { knownCauses } from './known-causes.js';
import type { BuildKnowledge } from './request.js';

const containing = (text: string): Uint8Array =>
  recordedProgram({ sections: [{ name: '.rodata', content: ascii(`...${text}...`) }] });

function pairOf(found: string, other: string): ProgramPair {
  const pair = comparePrograms(containing(found), containing(other), 0);
  if (pair === null) throw new TypeError('not a program');
  return pair;
}

const causes = async (pair: ProgramPair, knowledge: Partial<BuildKnowledge>) => {
  const all = { ldflags: () => [], embeddedFiles: async () => [], ...knowledge };
  const found = await knownCauses('bin/hello', pair, null, all);
  return found.map(({ code, args }) => ({ code, args }));
};

describe('an embedded file is a cause', () => {
  const embedding = (text: string): Partial<BuildKnowledge> => ({
    embeddedFiles: async () => [{ path: 'cmd/hello/greeting.txt', content: ascii(text) }],
  });

  test('if only the rebuilt program contains it', async () => {
    expect(await causes(pairOf('an old text', 'a greeting'), embedding('a greeting'))).toEqual([
      { code: 'differs-embedded-file', args: { path: 'cmd/hello/greeting.txt', otherFile: null } },
    ]);
  });

  test('but not if both programs contain it, or neither', async () => {
    expect(await causes(pairOf('a greeting', 'a greeting, twice'), embedding('a greeting'))).toEqual([]);
    expect(await causes(pairOf('an old text', 'a new text'), embedding('a greeting'))).toEqual([]);
  });

  test('but not if it is so short that it could occur by chance', async () => {
    expect(await causes(pairOf('abc', 'xyz'), embedding('xyz'))).toEqual([]);
    expect(await causes(pairOf('abcd', 'wxyz'), embedding('wxyz'))).toHaveLength(1);
  });

  test('of the program of that entry only', async () => {
    const asked: string[] = [];
    await causes(pairOf('a', 'b'), {
      embeddedFiles: async (entry) => {
        asked.push(entry);
        return [];
      },
    });
    expect(asked).toEqual(['bin/hello']);
  });
});

describe('a variable set with linker flags is a cause', () => {
  const pair = pairOf('release-2.0.0', 'release-1.0.0');
  const cause = {
    code: 'differs-ldflags',
    args: { found: 'a different value', other: '-X main.version=release-1.0.0', otherFile: null },
  };

  test.each([
    [['-s', '-X', 'main.version=release-1.0.0']],
    [['-X=main.version=release-1.0.0', '-w']],
    [['--X=main.version=release-1.0.0']],
  ])('in %j', async (ldflags) => {
    expect(await causes(pair, { ldflags: () => ldflags })).toEqual([cause]);
  });

  test('with the part after the first `=` as its value', async () => {
    expect(
      await causes(pairOf('key=old', 'key=new'), { ldflags: () => ['-X', 'main.pair=key=new'] }),
    ).toMatchObject([{ args: { other: '-X main.pair=key=new' } }]);
  });

  test.each([
    [['-X']],
    [['-X', 'release-1.0.0']],
    [['-X', '=release-1.0.0']],
    [['release-1.0.0']],
    [['-X', 'main.version=release-2.0.0']],
  ])('but not in %j', async (ldflags) => {
    expect(await causes(pair, { ldflags: () => ldflags })).toEqual([]);
  });
});
