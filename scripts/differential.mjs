// Compares each handler of a project inside one binary (layout `multicall`) with its program on its own:
// `node scripts/differential.mjs <manifest or directory of a module>`. It builds the project with both layouts for this
// machine, runs every handler in several situations, and compares what it prints, answers and writes, its exit status, and
// the packages that are initialized. Exits with 1 if a handler differs in a way that the documentation does not describe.
//
//   --set NAME=value      a value of the manifest's variables
//   --skip REGEXP         leave out main packages whose import path matches
//   --only REGEXP         compare only main packages whose import path matches
//   --variable NAME=value an environment variable of all programs
//   --time-limit SECONDS  end a program after this time (default: 5)
//   --parallel N          compare this many handlers at once (default: 2)
//   --no-isolation        run the programs with full access to this machine, instead of in namespaces of their own
//   --inside LAYOUT       the layout to compare with (default: multicall)
//   --keep                do not remove the temporary directory
//
// Handlers run outside of Lambda, without credentials. Without isolation, do not use it on programs that change the machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build as bundle } from 'tsup';
import { root, stop } from './workspace.mjs';

const { values, positionals } = parseArgs({
  options: {
    set: { type: 'string', multiple: true, default: [] },
    skip: { type: 'string' },
    only: { type: 'string' },
    variable: { type: 'string', multiple: true, default: [] },
    'time-limit': { type: 'string', default: '5' },
    parallel: { type: 'string', default: '2' },
    'no-isolation': { type: 'boolean', default: false },
    inside: { type: 'string', default: 'multicall' },
    keep: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (positionals.length !== 1)
  stop('usage: node scripts/differential.mjs <manifest or directory of a module>');

const core = join(root, 'packages/core');
const out = realpathSync(mkdtempSync(join(tmpdir(), 'lambdazip-differential-')));
try {
  process.exitCode = await main(await differential());
} catch (error) {
  const { diagnostics } = error;
  for (const { message, help } of diagnostics ?? []) {
    console.error(`error: ${message}${help ? `\n  help: ${help}` : ''}`);
  }
  if (diagnostics === undefined) console.error(error);
  process.exitCode = 2;
} finally {
  if (values.keep) console.log(`kept ${out}`);
  else rmSync(out, { recursive: true, force: true });
}

/** The comparison of the tests, with the built core. */
async function differential() {
  const built = {
    name: 'built-core',
    setup(build) {
      build.onResolve({ filter: /\/src\/(index|host)\.js$/ }, ({ path }) => ({
        path: pathToFileURL(join(core, 'dist', path.split('/').at(-1))).href,
        external: true,
      }));
    },
  };
  await bundle({
    entry: { differential: join(core, 'test/differential-command.ts') },
    outDir: join(out, 'bundle'),
    format: 'esm',
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/.*/],
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(core)});`,
    },
    esbuildPlugins: [built],
    config: false,
    dts: false,
    clean: false,
    silent: true,
  });
  return await import(pathToFileURL(join(out, 'bundle/differential.mjs')).href);
}

async function main(comparison) {
  const path = realpathSync(resolve(positionals[0]));
  const expression = (text) => (text === undefined ? undefined : new RegExp(text));
  const [skip, only] = [expression(values.skip), expression(values.only)];
  const isSkipped = (importPath) => skip?.test(importPath) || (only !== undefined && !only.test(importPath));
  const project = comparison.isModule(path)
    ? await moduleProject(path, isSkipped, comparison)
    : { directory: dirname(path), manifest: comparison.manifestIn(path) };
  const isolated = !values['no-isolation'] && worksIsolated(comparison);
  if (!isolated) console.log('The programs run with full access to this machine.');
  const sides = { ...project, set: pairs(values.set) };
  const started = performance.now();
  const separate = await comparison.unpackedPrograms(sides, join(out, '1'), comparison.core);
  console.log(`built ${separate.handlers.length} programs on their own in ${seconds(started)}`);
  const second = performance.now();
  const inside = await comparison.unpackedWith(values.inside, sides, join(out, '2'), comparison.core);
  console.log(`built the layout ${values.inside} in ${seconds(second)}`);
  const verdicts = await comparison.compareHandlers(separate, inside, out, {
    timeLimit: Number(values['time-limit']) * 1000,
    parallel: Number(values.parallel),
    standard: await comparison.standardPackages(project.directory),
    isEarly: await comparison.earlyPackages(project.directory),
    environment: pairs(values.variable),
    wrap: isolated ? comparison.isolated : undefined,
    onVerdict: ({ handler, verdict, differences }) => {
      console.log(`${verdict.padEnd(17)} ${handler}`);
      if (verdict !== 'equal') for (const each of differences) console.log(`                  ${each}`);
    },
  });
  const count = (name) => verdicts.filter(({ verdict }) => verdict === name).length;
  const names = ['equal', 'explained', 'not deterministic', 'wrong'];
  console.log(`\n${verdicts.length} handlers: ${names.map((name) => `${count(name)} ${name}`).join(', ')}`);
  for (const [name, { reason }] of Object.entries(comparison.explanations)) {
    const explained = verdicts.filter(({ explanations }) => explanations.includes(name)).length;
    if (explained > 0) console.log(`  ${name} (${explained}): ${reason}`);
  }
  return count('wrong') > 0 ? 1 : 0;
}

async function moduleProject(directory, isSkipped, { manifestOfModule }) {
  const { manifest, unusable } = await manifestOfModule(directory, isSkipped);
  for (const path of unusable) console.log(`left out, since go cannot build it without cgo: ${path}`);
  return { directory, manifest };
}

function worksIsolated({ isolated }) {
  const [program, ...rest] = isolated(['/bin/true'], { work: out, hasNetwork: false, environment: {} });
  return spawnSync(program, rest).status === 0;
}

function pairs(given) {
  return Object.fromEntries(
    given.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  );
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
