import { expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { memoryHost } from '../../test/memory-host.js';
import { findGo } from '../go/toolchain.js';
import { makeWholePlan } from '../plan/plan.js';
import type { Host } from '../ports/host.js';
import { isolatedHost } from './isolated-host.js';

test('a plan on the isolated host has the number of compilers asked for, whatever the user set', async () => {
  const go = fakeGo(() => memory.fileSystem);
  const memory: Host = memoryHost(
    {
      '/go/bin/go': '',
      '/project/go.mod': 'module example.com/m\n',
      '/project/cmd/a/main.go': 'package main\n',
      '/project/lambdazip.json': '{"handlers": {"bin/a": "./cmd/a"}}',
    },
    { environment: { PATH: '/go/bin', GOFLAGS: '-modcacherw -p=1 -tags=evil' }, processes: go },
  );
  const installed = await findGo(memory);
  const options = { root: '/tmp/rebuild', installed, fast: false, parallel: 7 };
  const plan = await makeWholePlan({ manifest: '/project/lambdazip.json' }, isolatedHost(memory, options));
  expect(plan.runs.map(({ machine }) => machine.flags)).toEqual(['-modcacherw -p=1 -p=7']);
  const list = go.calls.find(({ argv }) => argv[1] === 'list');
  expect(list?.environment).toMatchObject({ GOFLAGS: '-modcacherw -p=1 -p=7', HOME: '/tmp/rebuild/home' });
});
