import { describe, expect, test } from 'vitest';
import {
  described,
  describedSetting,
  memoryProject,
  parsed,
  readService,
} from '../../../test/serverless-service.js';
import type { WrittenFunction } from '../template-function.js';
import { readServerless } from './read-serverless.js';

/** The source of a function's code, as one line. */
function describedCode({ code }: WrittenFunction | { readonly code: WrittenFunction['code'] }): string {
  if (code.kind === 'local') return describedSetting(code.path) ?? '';
  return code.kind === 'unknown' ? `unknown ${code.text}` : code.kind;
}

async function functionsOf(text: string, files: Readonly<Record<string, string>> = {}) {
  const { template, findings } = await readService({ 'serverless.yml': text, ...files });
  return { functions: template.functions, findings: findings.map(described), template };
}

const provider = 'service: shop\nprovider:\n  name: aws\n  runtime: go1.x\n';

describe('the functions of a service', () => {
  test('of a map, in the order written', async () => {
    const { functions, findings } = await functionsOf(
      `${provider}functions:\n  update:\n    handler: bin/update\n  create:\n    handler: bin/create\n  empty:\n`,
    );
    expect(
      functions.map(({ id, handler, location }) => [id, location.line, describedSetting(handler)]),
    ).toEqual([
      ['update', 6, 'bin/update (function serverless.yml:7 <- serverless.yml:7)'],
      ['create', 8, 'bin/create (function serverless.yml:9 <- serverless.yml:9)'],
    ]);
    expect(findings).toEqual([]);
  });

  test('of a list, of included maps and lists, and of a file each', async () => {
    const { functions, findings } = await functionsOf(
      `${provider}functions:
  - inline: { handler: bin/inline }
  - \${file(parts/orders.yml)}
  - \${file(parts/more.yml):shop.functions}
  - single: \${file(parts/single.json)}
  - ~
`,
      {
        'parts/orders.yml': 'create:\n  handler: bin/create\nremove: ${file(parts/remove.yml)}\n',
        'parts/more.yml': 'shop:\n  functions:\n    - { pay: { handler: bin/pay } }\n',
        'parts/single.json': '{\n  "handler": "bin/single"\n}',
        'parts/remove.yml': '{ handler: bin/remove }',
      },
    );
    expect(
      functions.map(({ id, location, document, handler }) => [
        `${id} ${location.file}:${location.line}`,
        document.file,
        describedSetting(handler),
      ]),
    ).toEqual([
      [
        'inline serverless.yml:6',
        'serverless.yml',
        'bin/inline (function serverless.yml:6 <- serverless.yml:6)',
      ],
      [
        'create parts/orders.yml:1',
        'parts/orders.yml',
        'bin/create (function parts/orders.yml:2 <- parts/orders.yml:2)',
      ],
      [
        'remove parts/orders.yml:3',
        'parts/remove.yml',
        'bin/remove (function parts/remove.yml:1 <- parts/remove.yml:1)',
      ],
      ['pay parts/more.yml:3', 'parts/more.yml', 'bin/pay (function parts/more.yml:3 <- parts/more.yml:3)'],
      [
        'single serverless.yml:9',
        'parts/single.json',
        'bin/single (function parts/single.json:2 <- parts/single.json:2)',
      ],
    ]);
    expect(findings).toEqual([]);
  });

  test('of a service in a directory include files next to it, even from included files', async () => {
    const { template, findings } = await readService(
      {
        'api/serverless.yml': 'provider: { name: aws, runtime: go1.x }\nfunctions: ${file(parts/all.yml)}\n',
        'api/parts/all.yml': 'create: ${file(parts/create.yml)}\n',
        'api/parts/create.yml': 'handler: bin/create\n',
      },
      'api/serverless.yml',
    );
    expect(template.functions.map(({ document }) => document.file)).toEqual(['api/parts/create.yml']);
    expect(findings).toEqual([]);
  });

  test('of a JSON file', async () => {
    const text =
      '{"provider": {"name": "aws", "runtime": "provided.al2"}, "functions": {"a": {"handler": "bin/a"}}}';
    const { template } = await readService({ 'serverless.json': text }, 'serverless.json');
    expect(template.functions.map(({ id, runtime }) => [id, runtime?.value])).toEqual([
      ['a', { kind: 'known', value: 'provided.al2' }],
    ]);
  });

  test('that come from an anchor', async () => {
    const { functions } = await functionsOf(
      `${provider}base: &base\n  handler: bin/all\n  architecture: arm64\nfunctions:\n  a:\n    <<: *base\n    handler: bin/a\n  b: *base\n`,
    );
    expect(functions.map(({ handler }) => describedSetting(handler))).toEqual([
      'bin/a (function serverless.yml:11 <- serverless.yml:11)',
      'bin/all (function serverless.yml:6 <- serverless.yml:6)',
    ]);
    expect(functions.map(({ architectures }) => architectures?.values)).toEqual([
      [{ kind: 'known', value: 'arm64' }],
      [{ kind: 'known', value: 'arm64' }],
    ]);
  });

  test.each([
    ['none', 'service: a\nprovider: aws\n'],
    ['null', 'provider: aws\nfunctions:\n'],
    ['an empty list', 'provider: aws\nfunctions: []\n'],
  ])('are empty if there are %s', async (_, text) => {
    const { functions, findings } = await functionsOf(text);
    expect([functions, findings]).toEqual([[], []]);
  });
});

describe('an included file that cannot be read', () => {
  const missing = (place: string, path: string, reason: string): string =>
    `template-include-missing serverless.yml:${place} cannot read included file ${path}: ${reason}`;

  test.each([
    ['functions: ${file(none.yml)}', missing('5:12', 'none.yml', 'file not found')],
    ['functions:\n  - ${file(none.yml):a}', missing('6:5', 'none.yml', 'file not found')],
    ['functions:\n  a: ${file(./a.yml)}', missing('6:6', './a.yml', 'file not found')],
    [
      'functions: ${file(made.js)}',
      missing('5:12', 'made.js', 'it is a program, and lambdazip does not run programs'),
    ],
    [
      'functions:\n  a: ${file(made.ts):a}',
      missing('6:6', 'made.ts', 'it is a program, and lambdazip does not run programs'),
    ],
    [
      'functions:\n  a: ${ssm:/a}',
      'template-value-unresolved serverless.yml:6:6 cannot resolve function a from the files: ${ssm:/a}',
    ],
    [
      'functions: everything',
      'template-value-unresolved serverless.yml:5:12 cannot resolve `functions` from the files: everything',
    ],
  ])('%s', async (text, finding) => {
    const files = { 'made.js': 'module.exports = {}', 'made.ts': 'export default {}' };
    const { functions, findings } = await functionsOf(`${provider}${text}\n`, files);
    expect([functions, findings]).toEqual([[], [finding]]);
  });

  test('does not affect the other functions', async () => {
    const { functions } = await functionsOf(
      `${provider}functions:\n  a: \${file(none.yml)}\n  b: { handler: bin/b }\n`,
    );
    expect(functions.map(({ id }) => id)).toEqual(['b']);
  });

  test('is not reported if no function needs it', async () => {
    const { findings } = await functionsOf(
      `${provider}  environment: \${file(none.yml)}\ncustom: \${file(made.js)}\nresources: \${file(none.yml)}\nfunctions:\n  a: { handler: bin/a }\n`,
    );
    expect(findings).toEqual([]);
  });

  test('in a circle does not loop forever', async () => {
    const { functions, findings } = await functionsOf(`${provider}functions: \${file(a.yml)}\n`, {
      'a.yml': '- ${file(b.yml)}\n- { a: { handler: bin/a } }\n',
      'b.yml': '- ${file(a.yml)}\n',
    });
    expect(functions.map(({ id }) => id)).toEqual(['a']);
    expect(findings).toEqual([
      'template-contradiction b.yml:1:3 conflicting values in the template: `functions` contains the same section twice',
    ]);
  });

  test('in an endless chain of files does not loop forever', async () => {
    const findings: string[] = [];
    let read = 0;
    const endless = async (path: string): Promise<string> => {
      read += 1;
      return `- { f${read}: { handler: bin/a } }\n- \${file(x${path})}\n`;
    };
    const template = await readServerless(parsed('serverless.yml', 'functions: ${file(x.yml)}\n'), {
      project: { ...memoryProject({}), read: endless },
      report: (finding) => findings.push(finding.code),
    });
    expect(template.functions.length).toBe(read);
    expect(findings).toEqual(['template-include-missing']);
  });

  test('in far too many files is not read', async () => {
    const items = Array.from({ length: 600 }, (_, index) => `  - \${file(f${index}.yml)}\n`);
    const { findings } = await functionsOf(`provider: aws\nfunctions:\n${items.join('')}`);
    expect(findings).toHaveLength(600);
    expect(findings[0]).toBe(missing('3:5', 'f0.yml', 'too many included files'));
  });

  test('makes a runtime unknown that the provider may set', async () => {
    const { functions, findings } = await functionsOf(
      'provider: ${file(none.yml)}\nfunctions:\n  a: { handler: bin/a }\n  b: { handler: b.js, runtime: nodejs22.x }\n',
    );
    expect(functions.map(({ runtime }) => describedSetting(runtime))).toEqual([
      '?${file(none.yml)} (provider serverless.yml:1)',
      'nodejs22.x (function serverless.yml:4 <- serverless.yml:4)',
    ]);
    expect(functions.map(({ layers }) => layers)).toEqual([0, 0]);
    expect(findings).toEqual([missing('1:11', 'none.yml', 'file not found')]);
  });
});

describe('a runtime', () => {
  test.each([
    ['its own', 'runtime: provided.al2', 'provided.al2 (function serverless.yml:8 <- serverless.yml:8)'],
    ["the provider's", 'handler: x', 'go1.x (provider serverless.yml:4 <- serverless.yml:4)'],
    [
      "the provider's if its own is null",
      'runtime:',
      'go1.x (provider serverless.yml:4 <- serverless.yml:4)',
    ],
    [
      'from a variable',
      'runtime: ${self:custom.rt}',
      'provided.al2023 (function serverless.yml:8 <- serverless.yml:5)',
    ],
    ['by its fallback', "runtime: ${opt:rt, 'go1.x'}", 'go1.x (function serverless.yml:8)'],
    [
      'composed of parts',
      'runtime: provided.${self:custom.base}',
      'provided.al2 (function serverless.yml:8)',
    ],
    ['unknown', 'runtime: ${env:RT}', '?${env:RT} (function serverless.yml:8)'],
    ['of a tag', 'runtime: !Ref Rt', '?!Ref Rt (function serverless.yml:8)'],
  ])('%s', async (_, line, expected) => {
    const { functions } = await functionsOf(
      `${provider}custom: { rt: provided.al2023, base: al2 }\nfunctions:\n  a:\n    ${line}\n`,
    );
    expect(describedSetting(functions[0]?.runtime)).toBe(expected);
  });

  test('is Node.js by default', async () => {
    for (const text of ['provider: aws\n', 'provider:\n  name: aws\n']) {
      const { functions } = await functionsOf(`${text}functions:\n  a: { handler: a.b }\n`);
      expect(functions[0]?.runtime).toMatchObject({
        value: { kind: 'known', value: 'nodejs' },
        origin: 'default',
        node: null,
        sites: [],
      });
    }
  });
});

describe('the code of a function', () => {
  test.each([
    [
      'its own artifact',
      'package: { artifact: build/a.zip }',
      '',
      'build/a.zip (function serverless.yml:8 <- serverless.yml:8)',
    ],
    [
      "the service's artifact",
      'handler: a',
      'package: { artifact: all.zip }',
      'all.zip (provider serverless.yml:5 <- serverless.yml:5)',
    ],
    [
      'its own rather than the service',
      'package: { artifact: a.zip }',
      'package: { artifact: all.zip }',
      'a.zip (function serverless.yml:8 <- serverless.yml:8)',
    ],
    [
      'the service, if it is packaged individually',
      'package: { individually: true }',
      'package: { artifact: all.zip }',
      'service',
    ],
    [
      "the service's artifact, individually or not",
      'handler: a',
      'package: { artifact: all.zip, individually: true }',
      'all.zip (provider serverless.yml:5 <- serverless.yml:5)',
    ],
    ['the service', 'handler: a', 'package: { patterns: [a] }', 'service'],
    [
      'composed of parts',
      'package: { artifact: "${self:custom.dir}/a.zip" }',
      'custom: { dir: build }',
      'build/a.zip (function serverless.yml:8)',
    ],
    ['unknown', 'package: { artifact: "${env:DIR}/a.zip" }', '', 'unknown ${env:DIR}/a.zip'],
    ['unknown where the package is', 'package: ${file(none.yml)}', '', 'unknown ${file(none.yml)}'],
    ['a bucket', 'package: { artifact: "s3://bucket/a.zip" }', '', 's3'],
    [
      'a bucket by its address',
      'package: { artifact: "https://bucket.s3.eu-west-1.amazonaws.com/a.zip" }',
      '',
      's3',
    ],
    ['an image', 'image: example.com/a:1', 'package: { artifact: all.zip }', 'image'],
    ['an image in parts', 'image: { name: base, command: [a] }', '', 'image'],
    ['an image that cannot be resolved', 'image: ${ssm:/image}', '', 'image'],
  ])('%s', async (_, line, service, expected) => {
    const { functions } = await functionsOf(`${provider}${service}\nfunctions:\n  a:\n    ${line}\n`);
    expect(functions.map(describedCode)).toEqual([expected]);
  });

  test('from an image has neither runtime nor handler', async () => {
    const { functions, findings } = await functionsOf(
      `${provider}functions:\n  a: { image: example.com/a:1 }\n`,
    );
    expect([functions[0]?.runtime, functions[0]?.handler, findings]).toEqual([null, null, []]);
  });

  test('has patterns in the order in which the framework applies them', async () => {
    const { functions } = await functionsOf(
      `${provider}custom: { dir: bin }
functions:
  a: { package: { patterns: ['!./**', './\${self:custom.dir}/a'] } }
  b: { package: { include: [bin/b, '!bin/c'], exclude: [./**, '!bin/d'], patterns: [e, "\${env:X}"] } }
  c: { package: { individually: true } }
  d: {}
`,
    );
    expect(functions.map(({ patterns, individually }) => [patterns, individually])).toEqual([
      [['!./**', './bin/a'], false],
      [['!./**', 'bin/d', 'bin/b', '!bin/c', 'e', '${env:X}'], false],
      [[], true],
      [[], false],
    ]);
  });

  test('is packaged individually if the service sets it', async () => {
    const { functions, template } = await functionsOf(
      `${provider}package:\n  individually: true\nfunctions:\n  a: { handler: a }\n`,
    );
    expect(functions[0]?.individually).toBe(true);
    expect(template.servicePackage?.pairs.map(({ key }) => key.text)).toEqual(['individually']);
  });
});

describe('other settings of a function', () => {
  const text = `provider:
  name: aws
  runtime: go1.x
  architecture: x86_64
  layers: [one, two]
  environment: { TABLE: t, STAGE: s }
functions:
  own: { handler: a, architecture: arm64, layers: [three], environment: { STAGE: x, URL: u } }
  inherits: { handler: b }
  none: { handler: c, layers: [] }
  unknown: { handler: d, layers: "\${self:custom.none}", environment: "\${file(none.yml)}" }
`;

  test('its own architecture, next to the inherited one', async () => {
    const { functions } = await functionsOf(text);
    const architectures = functions.map(({ architectures, inheritedArchitectures }) =>
      [architectures, inheritedArchitectures].map((setting) =>
        setting?.values.map((value) => value.kind === 'known' && value.value),
      ),
    );
    expect(architectures.slice(0, 2)).toEqual([
      [['arm64'], ['x86_64']],
      [undefined, ['x86_64']],
    ]);
    expect(functions[0]?.architectures).toMatchObject({ origin: 'function', location: { line: 8 } });
    expect(functions[1]?.inheritedArchitectures).toMatchObject({ origin: 'provider', location: { line: 4 } });
  });

  test('layers, which replace those of the provider', async () => {
    const { functions } = await functionsOf(text);
    expect(functions.map(({ layers }) => layers)).toEqual([1, 2, 0, 1]);
  });

  test('the environment of the provider and of the function', async () => {
    const { functions } = await functionsOf(text);
    expect(functions.map(({ environment }) => environment)).toEqual([
      ['TABLE', 'STAGE', 'URL'],
      ['TABLE', 'STAGE'],
      ['TABLE', 'STAGE'],
      ['TABLE', 'STAGE'],
    ]);
  });
});

describe('the service', () => {
  test('has its provider, its package and the version of the framework', async () => {
    const { template } = await functionsOf(
      `frameworkVersion: '>=2 <5'\n${provider}package: { individually: true }\n`,
    );
    expect(template).toMatchObject({
      file: 'serverless.yml',
      format: 'serverless',
      frameworkVersion: '>=2 <5',
      nested: [],
    });
    expect(template.globals?.pairs.map(({ key }) => key.text)).toEqual(['name', 'runtime']);
    expect(template).not.toHaveProperty('globalsDocument');
  });

  test('has the location of an included provider', async () => {
    const { template, functions } = await functionsOf(
      'provider: ${file(provider.yml)}\npackage: ${file(package.yml)}\nfunctions:\n  a: { handler: a }\n',
      { 'provider.yml': 'name: aws\nruntime: go1.x\n', 'package.yml': 'artifact: all.zip\n' },
    );
    expect(template.globalsDocument?.file).toBe('provider.yml');
    expect(template.servicePackageDocument?.file).toBe('package.yml');
    expect(describedSetting(functions[0]?.runtime)).toBe('go1.x (provider provider.yml:2 <- provider.yml:2)');
    expect(functions.map(describedCode)).toEqual(['all.zip (provider package.yml:1 <- package.yml:1)']);
  });

  test.each(['provider: aws', 'provider:', 'service: a'])(
    'may have a provider without settings: %s',
    async (line) => {
      const { template, functions, findings } = await functionsOf(
        `${line}\nfunctions: { a: { handler: a, runtime: go1.x } }\n`,
      );
      expect([template.globals, template.servicePackage, template.frameworkVersion]).toEqual([
        null,
        null,
        null,
      ]);
      expect([functions.length, findings]).toEqual([1, []]);
    },
  );

  test.each([
    ['provider: google', '1:11'],
    ['provider:\n  name: google', '2:3'],
  ])('for a different cloud has no Lambda functions: %s', async (line, place) => {
    const { functions, findings } = await functionsOf(
      `${line}\nfunctions: { a: { handler: a, runtime: go1.x } }\n`,
    );
    expect([functions, findings]).toEqual([
      [],
      [`template-provider-other serverless.yml:${place} unsupported provider: expected aws, found google`],
    ]);
  });

  test.each(['- a', 'text', '12'])('that is not a map is refused: %s', async (text) => {
    const { functions, findings } = await functionsOf(text);
    expect([functions, findings]).toEqual([
      [],
      [
        'template-unreadable serverless.yml:1:1 cannot read template serverless.yml: expected a map of settings',
      ],
    ]);
  });
});

describe('an unknown value is reported', () => {
  const unresolved = (place: string, what: string, text: string): string =>
    `template-value-unresolved serverless.yml:${place} cannot resolve ${what} from the files: ${text}`;

  test.each([
    [
      'its runtime',
      '',
      'handler: a\n    runtime: ${ssm:/rt}',
      [unresolved('9:14', 'runtime of a', '${ssm:/rt}')],
    ],
    ['its handler', '', 'handler: bin/${env:X}', [unresolved('8:14', 'handler of a', 'bin/${env:X}')]],
    ['its architecture', '', 'architecture: ${env:X}', [unresolved('8:19', 'architecture of a', '${env:X}')]],
    [
      'its artifact',
      '',
      'package:\n      artifact: ${env:X}.zip',
      [unresolved('9:17', 'package.artifact of a', '${env:X}.zip')],
    ],
    [
      "the provider's, once",
      'provider: { name: aws, runtime: "${env:X}" }',
      'handler: a\n  b:\n    handler: b',
      [unresolved('5:33', 'runtime of the service', '${env:X}')],
    ],
    [
      'a value that a function with an unknown runtime may need',
      '',
      'runtime: ${env:R}\n    handler: ${env:X}',
      [unresolved('8:14', 'runtime of a', '${env:R}'), unresolved('9:14', 'handler of a', '${env:X}')],
    ],
    [
      'nothing for other languages',
      '',
      'runtime: nodejs22.x\n    handler: ${env:X}\n    architecture: ${env:Y}',
      [],
    ],
    ['nothing of images', '', 'image: a\n    architecture: ${env:X}', []],
    [
      'nothing irrelevant',
      '',
      'handler: a\n    memorySize: ${env:X}\n    role: ${cf:a.b}\n    name: ${ssm:/x}',
      [],
    ],
  ])('%s', async (_, line, settings, expected) => {
    const head = line === '' ? provider : `service: a\n# two\n# three\n# four\n`;
    const { findings } = await functionsOf(`${head}${line}\nfunctions:\n  a:\n    ${settings}\n`);
    expect(findings).toEqual(expected);
  });
});

describe('a contradictory template is reported', () => {
  const contradiction = (place: string, what: string): string =>
    `template-contradiction ${place} conflicting values in the template: ${what}`;

  test.each([
    [
      'functions:\n  a: { handler: a }\n  a: { handler: b }',
      contradiction('serverless.yml:7:3', 'duplicate key `a` in `functions`, first defined on line 6'),
    ],
    [
      'functions:\n  - a: { handler: a }\n  - a: { handler: b }',
      contradiction('serverless.yml:7:5', 'duplicate function a, first defined on line 6 of serverless.yml'),
    ],
    [
      'functions:\n  - a: { handler: a }\n  - ${file(more.yml)}',
      contradiction('more.yml:1:1', 'duplicate function a, first defined on line 6 of serverless.yml'),
    ],
    [
      'functions:\n  a: { handler: a, image: b }',
      contradiction('serverless.yml:6:27', 'a has both `image` and `handler`'),
    ],
    [
      'functions:\n  a:\n    handler: a\n    runtime: go1.x\n    handler: b',
      contradiction('serverless.yml:9:5', 'duplicate key `handler` in a, first defined on line 7'),
    ],
    [
      'functions: { a: { package: { artifact: a, artifact: b } } }',
      contradiction(
        'serverless.yml:5:43',
        'duplicate key `artifact` in `package` of a, first defined on line 5',
      ),
    ],
    [
      '  runtime: provided',
      contradiction('serverless.yml:5:3', 'duplicate key `runtime` in `provider`, first defined on line 4'),
    ],
    [
      'package: {}\npackage: {}',
      contradiction('serverless.yml:6:1', 'duplicate key `package` in the file, first defined on line 5'),
    ],
    [
      'package: { artifact: a, artifact: b }',
      contradiction('serverless.yml:5:25', 'duplicate key `artifact` in `package`, first defined on line 5'),
    ],
  ])('%s', async (text, expected) => {
    const { findings } = await functionsOf(`${provider}${text}\n`, { 'more.yml': 'a: { handler: c }\n' });
    expect(findings).toEqual([expected]);
  });

  test('but not contradictory resources, which are not read', async () => {
    const { findings } = await functionsOf(`${provider}resources: { a: 1, a: 2 }\n`);
    expect(findings).toEqual([]);
  });
});
