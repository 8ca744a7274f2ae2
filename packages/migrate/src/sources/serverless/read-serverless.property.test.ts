import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../../core/test/matrix.js';
import { readService } from '../../../test/serverless-service.js';
import { parseSource } from '../../documents/parse-source.js';
import { readGoPlugin } from './go-plugin.js';
import { parseVariableText } from './variable-text.js';

const words = [
  'functions',
  'provider',
  'package',
  'custom',
  'a',
  'b',
  'handler',
  'runtime',
  'image',
  'artifact',
];
const keys = fc.constantFrom(
  ...words,
  'architecture',
  'layers',
  'environment',
  'patterns',
  'plugins',
  'go',
  '<<',
);

const reference = fc.oneof(
  fc.array(fc.constantFrom(...words, '0'), { maxLength: 4 }).map((path) => `self:${path.join('.')}`),
  fc.constantFrom('opt:stage', 'sls:stage', 'env:X', 'param:a', 'cf:a.b', "'text'", 'null', '12'),
  fc.constantFrom(
    'file(a.yml)',
    'file(a.yml):a',
    'file(b.json):functions',
    'file(made.js)',
    'file(../a.yml)',
  ),
);
const variable = fc
  .array(reference, { minLength: 1, maxLength: 3 })
  .map((sources) => `\${${sources.join(', ')}}`);
const text = fc.oneof(
  variable,
  fc.tuple(variable, variable).map(([a, b]) => `x${a.replace('}', `${b}}`)}y`),
  fc.constantFrom('go1.x', 'provided.al2', 'bin/a', '', 'aws', '${', '}', '\\${'),
  fc.string(),
);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    text,
    fc.constantFrom(null, true, 12),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
  ),
}));
const service = fc.dictionary(keys, value, { minKeys: 1, maxKeys: 8 });

test('reads any service, with any variables and files', async () => {
  await fc.assert(
    fc.asyncProperty(service, value, value, async (main, a, b) => {
      const files = {
        'serverless.yml': JSON.stringify(main),
        'a.yml': JSON.stringify(a),
        'b.json': JSON.stringify(b),
        'made.js': '',
      };
      const { template, findings } = await readService(files);
      for (const { location, document, runtime, code } of template.functions) {
        expect(location.line).toBeGreaterThan(0);
        expect(Object.keys(files)).toContain(document.file);
        expect((runtime === null) === (code.kind === 'image')).toBe(true);
      }
      for (const { location } of findings)
        expect([Object.keys(files).includes(location.file ?? ''), location.line !== null]).toEqual([
          true,
          true,
        ]);
      const again = await readService(files);
      expect(again.findings).toEqual(findings);
    }),
    { numRuns: runs(50, 300) },
  );
});

test('reads any YAML text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(keys, text, fc.constantFrom(':', '\n', '  ', '- ', '&a ', '*a', '!Ref ', '{', '}'))),
      async (parts) => {
        const reading = parseSource('serverless.yml', parts.join(''));
        if (reading.kind === 'refused') return;
        await readService({ 'serverless.yml': parts.join('') });
        readGoPlugin(reading.document);
      },
    ),
    { numRuns: runs(50, 500) },
  );
});

test('splits any text, and returns a text without variables unchanged', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.string({ unit: fc.constantFrom('$', '{', '}', 'self:', "'", ',', '(', ')', 'a', '\\') }),
      ),
      (each) => {
        const parts = parseVariableText(each);
        if (each !== '' && !each.includes('${')) expect(parts).toEqual([{ kind: 'literal', text: each }]);
      },
    ),
    { numRuns: runs(200, 2_000) },
  );
});
