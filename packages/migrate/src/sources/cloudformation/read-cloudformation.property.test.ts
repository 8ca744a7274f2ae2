import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../../core/test/matrix.js';
import { parseSource } from '../../documents/parse-source.js';
import { detectFormat } from '../sources.js';
import type { Resolved, Site } from '../template-function.js';
import { readCloudFormation } from './read-cloudformation.js';

const names = fc.constantFrom(
  ...[
    'Resources',
    'Globals',
    'Function',
    'Parameters',
    'Mappings',
    'Type',
    'Properties',
    'Metadata',
    'F',
    'M',
    '<<',
  ],
  ...[
    'Runtime',
    'Handler',
    'CodeUri',
    'Code',
    'Architectures',
    'Layers',
    'Environment',
    'Variables',
    'Default',
  ],
  ...[
    'AllowedValues',
    'Ref',
    'Fn::If',
    'Fn::Sub',
    'Fn::FindInMap',
    'Fn::Select',
    'Fn::Join',
    'Fn::Transform',
  ],
  ...[
    'Fn::ForEach::L',
    'ImageUri',
    'S3Key',
    'PackageType',
    'Location',
    'TemplateURL',
    'BuildMethod',
    '__proto__',
  ],
);
const words = fc.constantFrom(
  ...[
    'AWS::Serverless::Function',
    'AWS::Lambda::Function',
    'AWS::Serverless::Application',
    'AWS::NoValue',
    'go1.x',
  ],
  ...['F', 'M', 'L', '${F}', '${!F}', '&{L}', '${', 's3://${F}', 'a,b', '0', '../x', '', null, true, 3],
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium' },
    words,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(names, tie('tree'), { maxKeys: 5 }),
  ),
}));
const template = fc.record({
  Parameters: fc.dictionary(names, tree, { maxKeys: 3 }),
  Mappings: fc.dictionary(names, fc.dictionary(names, tree, { maxKeys: 3 }), { maxKeys: 3 }),
  Globals: fc.record({ Function: tree }),
  Resources: fc.dictionary(
    names,
    fc.record({
      Type: fc.constantFrom(
        'AWS::Serverless::Function',
        'AWS::Lambda::Function',
        'AWS::Serverless::Application',
      ),
      Properties: fc.dictionary(names, tree, { maxKeys: 6 }),
      Metadata: tree,
    }),
    { maxKeys: 4 },
  ),
});

test('readCloudFormation never throws, and its sites contain the values that it returns', () => {
  const texts = fc.oneof(
    tree.map((value) => JSON.stringify(value)),
    template.map((value) => JSON.stringify(value)),
    fc
      .string({ unit: 'binary' })
      .map((text) => `Resources:\n  F:\n    Type: AWS::Serverless::Function\n${text}`),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const reading = parseSource('template.yaml', text);
      if (reading.kind === 'refused') return;
      detectFormat(reading.document);
      const project = {
        root: '/p',
        files: [],
        links: [],
        outside: () => [],
        namesIn: async () => [],
        read: async () => undefined,
        display: (path: string) => path,
      };
      const context = { project, report: () => undefined };
      for (const { runtime, handler, architectures } of readCloudFormation(reading.document, 'sam', context)
        .functions) {
        for (const setting of [runtime, handler]) if (setting !== null) check([setting.value], setting.sites);
        if (architectures !== null) check(architectures.values, architectures.sites);
      }
    }),
    { numRuns: runs(60, 400) },
  );
});

function check(values: readonly Resolved[], sites: readonly Site[]): void {
  const given = values.flatMap((value) =>
    value.kind === 'known' ? [value.value] : value.kind === 'one-of' ? value.values : [],
  );
  for (const { node, value } of sites) {
    expect(given).toContain(value);
    expect(node.text).toBe(value);
  }
  for (const value of values) if (value.kind === 'one-of') expect(value.values.length).toBeGreaterThan(1);
}
