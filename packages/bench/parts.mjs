// Measures each step of a build separately.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeHost } from '@lambdazip/core/host';
import { median, shell, timed } from './measure.mjs';

const target = { GOOS: 'linux', GOARCH: 'arm64', CGO_ENABLED: '0', GOFLAGS: '' };
const common = '-trimpath -buildvcs=false -tags lambda.norpc';
const link = `${common} -ldflags='-s -w -B none'`;

export async function measureParts(side, say) {
  const { cwd, scratch, env: sideEnv, goCache } = side.project;
  const env = { ...sideEnv, ...target };
  const out = join(scratch, 'parts');
  const run = (script) => timed(shell(script), { cwd, env }).wall;
  const often = (script) => median(Array.from({ length: 5 }, () => run(script)));
  rmSync(goCache, { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
  const parts = {};
  say('parts: compile, link');
  // Export data of all packages: compiles everything and links nothing.
  parts.compile = run(`go list ${common} -export -deps ./cmd/... >/dev/null`);
  parts.link = run(`mkdir -p '${out}' && go build -o '${out}/' ${link} ./cmd/...`);
  say('parts: deflate, hash, write');
  Object.assign(parts, await packing(out));
  say('parts: nothing changed');
  parts.node = often('node -e 0');
  const core = JSON.stringify(import.meta.resolve('@lambdazip/core'));
  parts.load = often(`node --input-type=module -e 'import ${core}'`) - parts.node;
  parts.goEnv = often('go env -json GOVERSION GOCACHE');
  parts.goList = often('go list -e -find -json=ImportPath,Dir,Name ./cmd/... >/dev/null');
  parts.goBuild = often(`go build -o '${out}/' ${link} ./cmd/...`);
  return parts;
}

async function packing(directory) {
  const contents = readdirSync(directory).map((name) => new Uint8Array(readFileSync(join(directory, name))));
  contents.sort((a, b) => b.length - a.length);
  const seconds = async (work) => {
    const started = performance.now();
    const result = await work();
    return [(performance.now() - started) / 1000, result];
  };
  const deflater = nodeHost().openDeflater();
  const [deflate, packed] = await seconds(() =>
    Promise.all(contents.map((content) => deflater.deflateRaw(content, 6))),
  );
  await deflater.close();
  const [hash] = await seconds(() => {
    for (const each of [...contents, ...packed]) createHash('sha256').update(each).digest();
  });
  const file = join(directory, '..', 'parts.zip');
  const [write] = await seconds(async () => {
    writeFileSync(file, Buffer.concat(packed));
    const handle = await open(file, 'r');
    await handle.sync();
    await handle.close();
  });
  return { deflate, hash, write };
}
