import { describe, expect, test } from 'vitest';
import { parseVariableText, type TextPart, type VariableSource } from './variable-text.js';

/** The parts as nested lists: the structure, independent of its representation. */
function shape(parts: readonly TextPart[]): unknown {
  return parts.map((part) =>
    part.kind === 'variable'
      ? part.sources.map(source)
      : part.kind === 'foreign'
        ? { foreign: part.text }
        : part.text,
  );
}

function source(each: VariableSource): unknown {
  if (each.kind === 'variable') return each.sources.map(source);
  if (each.kind === 'literal') return { is: each.value };
  const address = each.address === null ? null : shape(each.address);
  return each.parameters.length === 0
    ? { [each.type]: address }
    : { [each.type]: address, of: each.parameters.map(shape) };
}

describe('a text is split into parts', () => {
  test.each<[string, unknown]>([
    ['', []],
    ['bin/create', ['bin/create']],
    ['${self:custom.x}', [[{ self: ['custom.x'] }]]],
    ['${self:}', [[{ self: [] }]]],
    ['bin/${self:custom.x}/run', ['bin/', [{ self: ['custom.x'] }], '/run']],
    ["${opt:stage, 'dev'}", [[{ opt: ['stage'] }, { is: 'dev' }]]],
    ['${opt:stage,"dev"}', [[{ opt: ['stage'] }, { is: 'dev' }]]],
    ["${opt:stage, ''}", [[{ opt: ['stage'] }, { is: '' }]]],
    ['${opt:n, 12}', [[{ opt: ['n'] }, { is: 12 }]]],
    ['${opt:on, true}', [[{ opt: ['on'] }, { is: true }]]],
    ['${opt:x, null}', [[{ opt: ['x'] }, { is: null }]]],
    [
      "${opt:stage, self:provider.stage, 'dev'}",
      [[{ opt: ['stage'] }, { self: ['provider.stage'] }, { is: 'dev' }]],
    ],
    ['${opt:stage, ${self:provider.stage}}', [[{ opt: ['stage'] }, [{ self: ['provider.stage'] }]]]],
    [
      "${self:custom.${opt:stage, 'dev'}.arch}",
      [[{ self: ['custom.', [{ opt: ['stage'] }, { is: 'dev' }], '.arch'] }]],
    ],
    ['${file(./a.yml)}', [[{ file: null, of: [['./a.yml']] }]]],
    ['${file(./a.yml):b.c}', [[{ file: ['b.c'], of: [['./a.yml']] }]]],
    [
      '${file(a.${sls:stage}.yml):b, 1}',
      [[{ file: ['b'], of: [['a.', [{ sls: ['stage'] }], '.yml']] }, { is: 1 }]],
    ],
    ['${cf.us-east-1:stack.Output}', [[{ 'cf.us-east-1': ['stack.Output'] }]]],
    ['${ssm(us-east-1, raw):/a/b}', [[{ ssm: ['/a/b'], of: [['us-east-1'], ['raw']] }]]],
    ['${strToBool(${opt:x})}', [[{ strToBool: null, of: [[[{ opt: ['x'] }]]] }]]],
    ["${ssm:'/a, b'}", [[{ ssm: ['/a, b'] }]]],
    ['$${self:a}', ['$', { foreign: '${' }, 'self:a}']],
    ['\\${self:a}', ['${self:a}']],
    ['${AWS::Region}', [{ foreign: '${' }, 'AWS::Region}']],
    ['${aws::Region}', [{ foreign: '${' }, 'aws::Region}']],
    ['${name}', [{ foreign: '${' }, 'name}']],
    ["${'literal'}", [{ foreign: '${' }, "'literal'}"]],
    ['${self:a', [{ foreign: '${' }, 'self:a']],
    ['${opt:x, word}', [{ foreign: '${' }, 'opt:x, word}']],
    ['${foo ${self:a}}', [{ foreign: '${' }, 'foo ', [{ self: ['a'] }], '}']],
  ])('%s', (text, expected) => {
    expect(shape(parseVariableText(text))).toEqual(expected);
  });

  test('with nested variables, up to a depth limit', () => {
    const nested = (depth: number): string => `${'${self:'.repeat(depth)}a${'}'.repeat(depth)}`;
    expect(parseVariableText(nested(8)).map(({ kind }) => kind)).toEqual(['variable']);
    expect(parseVariableText(nested(12))[0]).toEqual({ kind: 'foreign', text: '${' });
  });

  // A quadratic or exponential parser would exceed the time limit of a test.
  test('of any depth or length quickly', () => {
    for (const unit of ['${', '${self:', '${self:a, ', '${file(', '${opt:a,${', "'${self:a", '${self:x}']) {
      expect(parseVariableText(unit.repeat(Math.floor(9_999 / unit.length)))).not.toEqual([]);
      expect(parseVariableText(unit.repeat(50_000))).toHaveLength(1);
    }
  });
});
