// The checks of `npm test` that are not vitest's, and the order in which they run at the same time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pnpm, root, run, tool } from './workspace.mjs';

const packages = ['core', 'migrate', 'cli'];
const examples = ['quickstart', 'many-handlers', 'multicall', 'sam', 'serverless', 'cdk', 'terraform'];

// The same settings for vet and test, and those of an x86_64 build of lambdazip: go compiles a package once for all of them.
const goSettings = { GOFLAGS: '-trimpath -tags=lambda.norpc', CGO_ENABLED: '0', GOOS: '', GOARCH: '' };

/**
 * Runs all of them, one after the other: vitest runs at the same time, and has the other processors.
 * @returns {Promise<readonly {ok: boolean, title: string, seconds: number}[]>}
 */
export async function runChecks() {
  const done = [];
  for (const [title, command, options] of commands()) {
    done.push({ title, ...(await run(title, command, options)) });
  }
  return [...done, lockFileCheck()];
}

function commands() {
  return [
    [
      'format and lint (biome)',
      tool('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
    ],
    ['prose (scripts/prose.mjs)', tool('scripts/prose.mjs')],
    ['types (tsc)', tsc('tsconfig.json')],
    ['types of code without Node (tsc)', tsc('tsconfig.pure.json')],
    ['unused code and dependencies (knip)', tool('node_modules/knip/bin/knip.js', '--no-progress')],
    ...packages.map((name) => [
      `package ${name} (publint)`,
      pnpm('exec', 'publint', `packages/${name}`, '--strict'),
    ]),
    ...['core', 'migrate'].map((name) => [
      `types of package ${name} (are-the-types-wrong)`,
      pnpm('exec', 'attw', '--pack', `packages/${name}`, ...attw),
    ]),
    ...examples.flatMap((name) => {
      const options = { cwd: join(root, 'examples', name), env: goSettings };
      return [
        [`example ${name} (go vet)`, ['go', 'vet', './...'], options],
        [`example ${name} (go test)`, ['go', 'test', '-vet=off', './...'], options],
      ];
    }),
  ];
}

const attw = [
  '--profile',
  'esm-only',
  '--format',
  'ascii',
  '--exclude-entrypoints',
  './manifest.schema.json',
];

function tsc(config) {
  return tool('node_modules/typescript/bin/tsc', '--noEmit', '-p', config);
}

// A lock file that names download addresses ties every user to one registry.
function lockFileCheck() {
  const title = 'pnpm-lock.yaml names no download address';
  const ok = !/tarball:|https?:\/\//.test(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8'));
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${title}`);
  return { title, ok, seconds: 0 };
}
