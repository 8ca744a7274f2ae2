import { describe, expect, test } from 'vitest';
import { parseSource } from '../../documents/parse-source.js';
import { nodeAt } from '../../documents/source-node.js';
import { resolve } from './resolve-value.js';
import { scopeOf } from './template-scope.js';

const sections = `
Parameters:
  Plain: {Type: String, Default: go1.x}
  Chosen: {Type: String, Default: b, AllowedValues: [a, b, c]}
  Listed: {Type: String, AllowedValues: [a, b]}
  Single: {Type: String, AllowedValues: [a]}
  Asked: {Type: String}
  Stage: {Type: String, Default: dev}
  Secret: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /app/runtime}
  Number: {Type: Number, Default: 1.10}
Mappings:
  Stages:
    dev: {Runtime: go1.x, Name: one}
    prod: {Runtime: provided.al2, Name: two}
  Regions:
    us-east-1: {Runtime: go1.x}
    eu-west-1: {Runtime: go1.x}
  Letters:
    a: {Runtime: x}
    b: {Runtime: y}
    c: {Runtime: z}
    d: {Runtime: never}
`;

/** The resolved value, and the values of its sites with their lines. */
function resolved(value: string): { value: unknown; sites: string[] } {
  const text = `V: ${value}\n${sections}`;
  const reading = parseSource('template.yaml', text);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  const node = nodeAt(reading.document.root, 'V');
  if (node === undefined) throw new Error('no value');
  const { value: found, sites } = resolve(scopeOf(reading.document), node);
  for (const { node: site, document } of sites)
    expect(document.text.slice(site.span.start, site.span.end)).toContain(site.value);
  const shown =
    found.kind === 'known' ? found.value : found.kind === 'one-of' ? found.values : { unknown: found.text };
  return { value: shown, sites: sites.map((site) => site.value) };
}

describe('resolve', () => {
  test.each<[title: string, text: string, value: unknown, sites: string[]]>([
    ['a text is known', 'go1.x', 'go1.x', ['go1.x']],
    ['a quoted text is known', '"go1.x"', 'go1.x', ['go1.x']],
    ['a number is known as written', '1.10', '1.10', ['1.10']],
    ['a look-up at deployment is unknown', "'{{resolve:ssm:/a}}'", { unknown: "'{{resolve:ssm:/a}}'" }, []],
    ['a list is unknown', '[a]', { unknown: '[a]' }, []],
    ['a map is unknown', '{a: b, c: d}', { unknown: '{a: b, c: d}' }, []],

    ['!Ref returns the default', '!Ref Plain', 'go1.x', ['go1.x']],
    ['Ref in its long form', '{Ref: Plain}', 'go1.x', ['go1.x']],
    ['Ref as JSON', '{"Ref": "Plain"}', 'go1.x', ['go1.x']],
    ['the default comes before other allowed values', '!Ref Chosen', ['b', 'a', 'c'], ['b', 'a', 'b', 'c']],
    ['allowed values without a default', '!Ref Listed', ['a', 'b'], ['a', 'b']],
    ['one allowed value is known', '!Ref Single', 'a', ['a']],
    ['a number of a parameter', '!Ref Number', '1.10', ['1.10']],
    ['a parameter without a default', '!Ref Asked', { unknown: '!Ref Asked' }, []],
    ['a parameter of Systems Manager', '!Ref Secret', { unknown: '!Ref Secret' }, []],
    ['a resource', '!Ref Bucket', { unknown: '!Ref Bucket' }, []],
    ['a pseudo parameter', '!Ref AWS::Region', { unknown: '!Ref AWS::Region' }, []],
    ['a name of objects', '!Ref constructor', { unknown: '!Ref constructor' }, []],

    [
      '!If returns both',
      '!If [C, go1.x, provided.al2]',
      ['go1.x', 'provided.al2'],
      ['go1.x', 'provided.al2'],
    ],
    ['!If of equal values is known', '!If [C, go1.x, go1.x]', 'go1.x', ['go1.x', 'go1.x']],
    ['Fn::If as JSON', '{"Fn::If": ["C", "a", "b"]}', ['a', 'b'], ['a', 'b']],
    ['!If in !If', '!If [C, a, !If [D, b, !Ref Plain]]', ['a', 'b', 'go1.x'], ['a', 'b', 'go1.x']],
    ['!If without a value in one branch', '!If [C, a, !Ref AWS::NoValue]', 'a', ['a']],
    ['!If with an unknown branch', '!If [C, a, !Ref Asked]', { unknown: '!If [C, a, !Ref Asked]' }, []],
    ['an incomplete !If', '!If [C, a]', { unknown: '!If [C, a]' }, []],

    ['!FindInMap with written keys', '!FindInMap [Stages, prod, Runtime]', 'provided.al2', ['provided.al2']],
    ['Fn::FindInMap', '{"Fn::FindInMap": [Stages, dev, Runtime]}', 'go1.x', ['go1.x']],
    [
      'a key that can be chosen freely finds all rows, the default first',
      '!FindInMap [Stages, !Ref Stage, Runtime]',
      ['go1.x', 'provided.al2'],
      ['go1.x', 'provided.al2'],
    ],
    [
      'a key with several values finds only their rows',
      '!FindInMap [Letters, !Ref Chosen, Runtime]',
      ['y', 'x', 'z'],
      ['y', 'x', 'z'],
    ],
    [
      'an unknown key finds all rows',
      '!FindInMap [Regions, !Ref AWS::Region, Runtime]',
      'go1.x',
      ['go1.x', 'go1.x'],
    ],
    [
      'an unknown second key finds all columns',
      '!FindInMap [Stages, dev, !Ref Asked]',
      ['go1.x', 'one'],
      ['go1.x', 'one'],
    ],
    ['a missing row', '!FindInMap [Stages, x, Runtime]', { unknown: '!FindInMap [Stages, x, Runtime]' }, []],
    ['a missing map', '!FindInMap [No, x, y]', { unknown: '!FindInMap [No, x, y]' }, []],
    ['a default of a look-up', '!FindInMap [Stages, x, y, {DefaultValue: d}]', 'd', ['d']],
    [
      'a map named by a parameter',
      '!FindInMap [!Ref Chosen, x, y]',
      { unknown: '!FindInMap [!Ref Chosen, x, y]' },
      [],
    ],

    ['!Sub without variables is known and can be changed', '!Sub go1.x', 'go1.x', ['go1.x']],
    ['Fn::Sub', '{"Fn::Sub": "bin/a"}', 'bin/a', ['bin/a']],
    ['!Sub with a default has no sites', '!Sub "bin/${Stage}"', 'bin/dev', []],
    ['!Sub of only a default has no sites', '!Sub "${Plain}"', 'go1.x', []],
    ['!Sub with one of several', '!Sub "${Listed}-${Listed}"', ['a-a', 'a-b', 'b-a', 'b-b'], []],
    ['!Sub with its own variables', '!Sub ["${A}/${Stage}", {A: !Ref Single}]', 'a/dev', []],
    ['!Sub with an escaped ${}', '!Sub "${!Stage}"', '${Stage}', []],
    ['!Sub with an unknown value', '!Sub "${AWS::Region}-x"', { unknown: '!Sub "${AWS::Region}-x"' }, []],
    ['!Sub with an attribute', '!Sub "${A.Arn}"', { unknown: '!Sub "${A.Arn}"' }, []],
    ['!Sub of a look-up', '!Sub "{{resolve:ssm:a}}"', { unknown: '!Sub "{{resolve:ssm:a}}"' }, []],

    ['!Join', "!Join ['/', [bin, !Ref Single, !Ref Listed]]", ['bin/a/a', 'bin/a/b'], []],
    ['!Join of nothing', "!Join ['/', []]", '', []],
    [
      '!Join of an unknown value',
      "!Join ['/', [a, !Ref Asked]]",
      { unknown: "!Join ['/', [a, !Ref Asked]]" },
      [],
    ],
    ['!Select', '!Select [1, [a, go1.x]]', 'go1.x', ['go1.x']],
    ['!Select of a missing item', '!Select [7, [a]]', { unknown: '!Select [7, [a]]' }, []],
    ['!Select of a parameter', '!Select [0, !Ref Listed]', { unknown: '!Select [0, !Ref Listed]' }, []],
    ['!ImportValue', '!ImportValue shared', { unknown: '!ImportValue shared' }, []],
    ['!GetAtt', '!GetAtt A.Arn', { unknown: '!GetAtt A.Arn' }, []],
    [
      'Fn::Transform',
      '{"Fn::Transform": {Name: AWS::Include}}',
      { unknown: '{"Fn::Transform": {Name: AWS::Include}}' },
      [],
    ],
    [
      'a multi-line value is shown on one line',
      '!ImportValue\n  Fn::Sub: a',
      { unknown: '!ImportValue Fn::Sub: a' },
      [],
    ],
  ])('%s', (_, text, value, sites) => {
    expect(resolved(text)).toEqual({ value, sites });
  });

  test('counts a literal once if several branches alias it', () => {
    expect(resolved('!If [C, &a go1.x, *a]')).toEqual({ value: 'go1.x', sites: ['go1.x'] });
  });

  test('treats too many combinations as unknown', () => {
    const text = `!Sub "${'${Chosen}'.repeat(20)}"`;
    expect(resolved(text).value).toMatchObject({ unknown: expect.stringContaining('…') });
  });
});
