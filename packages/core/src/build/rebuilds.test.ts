import { expect, test } from 'vitest';
import { type BuiltProject, builtProject } from '../../test/built-project.js';
import { planParts } from '../affected/plan-parts.js';
import type { BuildPlan } from '../plan/build-plan.js';
import { build } from './build.js';
import { Rebuilds } from './rebuilds.js';

const write = (host: BuiltProject, path: string, text: string): Promise<void> =>
  host.fileSystem.writeFile(`/project/${path}`, new TextEncoder().encode(text));

test('the plan is kept while its inputs are the same', async () => {
  const host = builtProject();
  const rebuilds = new Rebuilds({}, host, planParts);
  const first = await rebuilds.plan();
  expect(await rebuilds.plan()).toBe(first);
  await write(host, 'assets/x.txt', 'content is not an input of the plan');
  expect(await rebuilds.plan()).toBe(first);
});

test('the plan is made again after a change of the manifest', async () => {
  const host = builtProject();
  const rebuilds = new Rebuilds({}, host, planParts);
  await rebuilds.plan();
  await write(host, 'lambdazip.json', '{ "handlers": { "bin/a": "./cmd/a" } }');
  const { plan } = await rebuilds.plan();
  expect(plan.archives.flatMap(({ handlers }) => handlers.map(({ handler }) => handler))).toEqual(['bin/a']);
});

test('after a failed plan, the next one is made again', async () => {
  const host = builtProject();
  const rebuilds = new Rebuilds({}, host, planParts);
  const first = await rebuilds.plan();
  const manifest = host.files()['/project/lambdazip.json'] ?? '';
  await write(host, 'lambdazip.json', '{');
  await expect(rebuilds.plan()).rejects.toMatchObject({ code: 'manifest-invalid' });
  await write(host, 'lambdazip.json', manifest);
  const next = await rebuilds.plan();
  expect(next).not.toBe(first);
  expect(next.plan.archives).toEqual(first.plan.archives);
});

test('the plan is passed on before go compiles, and builds write the same as a fresh one', async () => {
  const host = builtProject();
  const rebuilds = new Rebuilds({}, host, planParts);
  const plans: BuildPlan[] = [];
  const seen: number[] = [];
  const onPlan = (plan: BuildPlan): void => {
    plans.push(plan);
    seen.push(host.compiled());
  };
  await rebuilds.build(onPlan);
  await write(host, 'cmd/a/main.go', 'package main // changed\n');
  const report = await rebuilds.build(onPlan);
  expect(seen).toEqual([0, 2]);
  expect(plans).toHaveLength(2);
  expect(report).toEqual(await build({ cache: false }, host, planParts));
});
