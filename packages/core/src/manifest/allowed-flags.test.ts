import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { allowedFlags, type FlagTool, refusedFlag } from './allowed-flags.js';
import { splitFlags } from './flags.js';

function refused(tool: FlagTool, text: string, cgo = false): string | undefined {
  const split = splitFlags(text);
  return split.kind === 'flags' ? refusedFlag(tool, split.flags, cgo)?.flag : 'malformed';
}

describe('flags that a build may need are accepted', () => {
  test.each([
    ['link', '-X main.version=1 -X=main.commit=-o -s -w'],
    ['link', "-X 'main.flags=-o x -extld y'"],
    ['link', '-buildid= -B gobuildid -checklinkname=0 --funcalign 32'],
    ['link', '-linkmode internal -buildmode=pie -d'],
    ['compile', '-N -l'],
    ['compile', 'all=-N -l=4 -B'],
    ['compile', './...=-m'],
    ['compile', 'example.com/shop/...= -N'],
    ['compile', '-d=checkptr=0,ssa/check_bce/debug=1 -lang go1.21 -spectre=all'],
    ['compile', ''],
  ] as const)('%s %s', (tool, text) => {
    expect(refused(tool, text)).toBeUndefined();
  });

  test.each(['-linkmode=external -extldflags "-static -lm"', '-extld gcc', '-r /opt/lib -I /lib/ld.so'])(
    'with cgo: link %s',
    (text) => {
      expect(refused('link', text, true)).toBeUndefined();
      expect(refused('link', text, false)).toBeDefined();
    },
  );
});

describe('flags that write or read files, start programs or belong to go itself are refused', () => {
  const files = ['-o', '-cpuprofile', '-memprofile', '-importcfg', '-installsuffix', '-linkobj'];
  const ofCompiler = [
    '-blockprofile',
    '-mutexprofile',
    '-traceprofile',
    '-asmhdr',
    '-bench',
    '-embedcfg',
    '-json',
  ].concat([
    '-pgoprofile',
    '-symabis',
    '-coveragecfg',
    '-env',
    '-goversion',
    '-trimpath',
    '-p',
    '-I',
    '-D',
    '-V',
  ]);
  const ofLinker = [
    '-tmpdir',
    '-extar',
    '-capturehostobjs',
    '-benchmarkprofile',
    '-pluginpath',
    '-fipso',
    '-L',
  ].concat([
    '-dumpdep',
    '-debugnosplit',
    '-debugtramp',
    '-race',
    '-linkshared',
    '-H',
    '-toolexec',
    '-outputdir',
  ]);
  const cases = [
    ...[...files, ...ofCompiler].map((flag) => ['compile', flag] as const),
    ...[...files, ...ofLinker].map((flag) => ['link', flag] as const),
  ];
  test.each(cases)('%s %s', (tool, flag) => {
    for (const form of [
      `${flag} x`,
      `${flag}=x`,
      `-${flag}=x`,
      `-${flag} x`,
      `'${flag}=x y'`,
      `-s ${flag}=x`,
    ]) {
      // `-s` is only a flag of the linker.
      expect(refused(tool, tool === 'compile' ? form.replace(/^-s /, '-N ') : form), form).toBeDefined();
    }
    if (tool === 'compile') expect(refused(tool, `all=${flag}=x`)).toBeDefined();
  });

  test.each([
    ['link', '@flags.txt'],
    ['link', '-X @flags.txt'],
    ['compile', '-N @flags.txt'],
    ['link', '-s -- x.o'],
    ['link', '- x'],
    ['link', 'x.o'],
    ['link', 'all=-X main.a=b'],
    ['link', '---o=x'],
    ['link', '-X'],
    ['link', '-s=x'],
    ['link', '-linkmode=external'],
    ['link', '-linkmode external'],
    ['link', '-buildmode=c-shared'],
    ['compile', "all='-N -o x'"],
    ['compile', '-N all=-l'],
    ['compile', 'all=std=-N'],
    ['compile', '-d=ssa/all/dump=main'],
    ['compile', '-d ssa/lower/dump=main'],
    ['compile', '-d=checkptr,dumpinlfuncprops=/tmp/x'],
    ['compile', '-d='],
    ['compile', '-constructor'],
    ['compile', '-toString'],
  ] as const)('%s %s', (tool, text) => {
    expect(refused(tool, text)).toBeDefined();
  });
});

test('a value of a flag is not read as a flag', () => {
  expect(refusedFlag('link', ['-X', '-o'], false)).toBeUndefined();
  expect(refusedFlag('link', ['-X', 'main.a=b', '-o'], false)?.flag).toBe('-o');
});

test('the reason names what to change', () => {
  expect(refusedFlag('link', ['-extldflags', '-static'], false)?.reason).toContain('go.cgo');
  expect(refusedFlag('link', ['all=-X', 'a=b'], false)?.reason).toContain('pattern');
});

// Flags of the real tools that are not accepted. Add a new flag of a later Go release to the table or here.
const refusedFlags: Readonly<Record<FlagTool, readonly string[]>> = {
  compile:
    '% + D I K V W asan asmhdr bench blockprofile buildid complete coveragecfg cpuprofile dynlink embedcfg env goversion h importcfg installsuffix j json linkobj linkshared memprofile memprofilerate msan mutexprofile nolocalimports o p pack pgoprofile r race std symabis t traceprofile trimpath w'.split(
      ' ',
    ),
  link: 'H L V a asan aslr benchmark benchmarkprofile capturehostobjs cpuprofile debugnosplit debugtextsize debugtramp dumpdep extar f fipso g h importcfg installsuffix linkshared memprofile memprofilerate msan n o pluginpath race tmpdir'.split(
    ' ',
  ),
};

test.each(['compile', 'link'] as const)(
  'every flag of the real %s is accepted or refused on purpose',
  (tool) => {
    const { stderr, stdout } = spawnSync('go', ['tool', tool, '-help'], { encoding: 'utf8' });
    const flags = [...`${stdout}${stderr}`.matchAll(/^ {2}-(\S+)/gm)].map(([, name = '']) => name);
    expect(flags.length).toBeGreaterThan(40);
    const known = [...allowedFlags[tool].keys(), ...refusedFlags[tool]];
    expect(flags.filter((name) => !known.includes(name))).toEqual([]);
    // `-compressdwarf` and others are newer than the oldest go. No flag is in both lists.
    expect(refusedFlags[tool].filter((name) => allowedFlags[tool].has(name))).toEqual([]);
  },
);
