import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeProject, programsIn } from '../../../core/test/made-project.js';
import { runs } from '../../../core/test/matrix.js';
import { readBuildEvidence } from './read-evidence.js';

const piece = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      ...[
        'go build ',
        '-o ',
        'bin/$f ',
        './cmd/$f ',
        'cmd/* ',
        ' && ',
        ' || ',
        ' | ',
        '; ',
        '\n',
        '\n\t',
        ' \\\n',
        ': ',
      ],
      ...[
        'for f in ',
        'do ',
        'done ',
        'if ',
        'then ',
        'else ',
        'fi ',
        'while ',
        'case ',
        'esac ',
        ' in ',
        ';; ',
        '{ ',
        '} ',
      ],
      ...[
        '( ',
        ') ',
        '$(',
        '${',
        '}',
        '"',
        "'",
        '`',
        '$((',
        '<(',
        '<<EOF\n',
        'EOF\n',
        '> ',
        '< ',
        '[[ ',
        ']] ',
        '(( ',
      ],
      ...[
        '$@ ',
        '$* ',
        '$$x ',
        '$(X) ',
        '${X##*/} ',
        '${X%/*}',
        '${X:-',
        '${!X[@]}',
        '${#X}',
        '%',
        'X=',
        'X := ',
        'X += ',
      ],
      ...[
        'f() ',
        'f ',
        'cd ',
        'cd - ',
        'export ',
        'set -- ',
        'shift ',
        'return ',
        'break ',
        'make ',
        '$(MAKE) -C . ',
      ],
      ...[
        'xargs -I{} ',
        'find . -name main.go -exec ',
        '{} \\; ',
        'sh -c ',
        'eval ',
        '. ./build.sh ',
        './build.sh ',
      ],
      ...[
        'define X\n',
        'endef\n',
        'ifeq (',
        'ifdef X\n',
        'endif\n',
        'include ',
        '$(eval ',
        '$(call X,',
        '$(foreach f,',
        '$(shell ',
      ],
      ...[
        '- ',
        'tasks:\n  a:\n',
        'cmds:\n',
        'jobs:\n',
        'run: |\n  ',
        '${{ matrix.f }} ',
        '{{.X}} ',
        '\uE000',
        '\uE001',
        '\0',
      ],
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6, unit: 'binary' }) },
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const names = [
  'build.sh',
  'Makefile',
  'x.mk',
  'Taskfile.yml',
  'package.json',
  'buildspec.yml',
  '.gitlab-ci.yml',
  '.github/workflows/a.yml',
];

describe('readBuildEvidence', () => {
  test('ends, never throws, and leaves no gap markers, whatever the files contain', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...names), text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
        async (files) => {
          const evidence = await readBuildEvidence(
            madeProject({ ...programsIn('cmd/a', 'cmd/b'), ...files }),
          );
          expect(evidence.commands.length).toBeLessThanOrEqual(5_000);
          expect(JSON.stringify(evidence)).not.toMatch(/[\uE000\uE001]/);
          for (const { location, unknown, target, source, ...command } of evidence.commands) {
            expect(location.line).toBeGreaterThan(0);
            for (const name of unknown) expect(JSON.stringify([command, target])).toContain(`\${${name}}`);
          }
        },
      ),
      { numRuns: runs(100, 1_000) },
    );
  }, 120_000);
});
