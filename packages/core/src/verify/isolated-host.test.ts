import { expect, test } from 'vitest';
import { machineWithGo } from '../../test/machine-with-go.js';
import { findGo } from '../go/toolchain.js';
import { makeWholePlan } from '../plan/plan.js';
import { isolatedHost } from './isolated-host.js';

test('a plan on the isolated host uses the requested number of compilers, whatever the user has set', async () => {
  const { memory, go } = machineWithGo(
    { handlers: { 'bin/a': './cmd/a' } },
    { GOFLAGS: '-modcacherw -p=1 -tags=evil' },
  );
  const installed = await findGo(memory);
  const options = { root: '/tmp/rebuild', installed, fast: false, parallel: 7 };
  const plan = await makeWholePlan({ manifest: '/project/lambdazip.json' }, isolatedHost(memory, options));
  expect(plan.runs.map(({ machine }) => machine.flags)).toEqual(['-modcacherw -p=1 -p=7']);
  const list = go.calls.find(({ argv }) => argv[1] === 'list');
  expect(list?.environment).toMatchObject({ GOFLAGS: '-modcacherw -p=1 -p=7', HOME: '/tmp/rebuild/home' });
});
