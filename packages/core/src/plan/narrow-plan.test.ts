import { expect, test } from 'vitest';
import { planOf } from '../../test/machine-with-go.js';
import { type BuildPlan, runOf } from './build-plan.js';
import { narrowPlan } from './narrow-plan.js';

const built = ({ runs }: BuildPlan): string[][] =>
  runs.map(({ programs }) => programs.map(({ executable }) => executable));

test('a plan narrowed to some archives has only the runs and programs that they need', async () => {
  const plan = await planOf({
    archives: {
      one: { handlers: { a: './cmd/a' } },
      two: { handlers: { a: './cmd/a', b: './cmd/b' } },
      three: { handlers: { c: './cmd/c' }, go: { tags: ['x'] } },
    },
  });
  const only = (name: string): BuildPlan =>
    narrowPlan(
      plan,
      plan.archives.filter((archive) => archive.name === name),
    );
  expect(built(plan)).toEqual([['a', 'b'], ['c']]);
  expect(built(only('one'))).toEqual([['a']]);
  expect(built(only('two'))).toEqual([['a', 'b']]);
  expect(built(only('three'))).toEqual([['c']]);
  expect(built(only('none'))).toEqual([]);
});

test("the id of a program's run stays the same in a narrowed plan", async () => {
  const plan = await planOf({
    archives: {
      one: { handlers: { a: './cmd/a' } },
      two: { handlers: { c: './cmd/c' }, go: { tags: ['x'] } },
    },
  });
  const narrow = narrowPlan(plan, plan.archives.slice(1));
  const [program] = narrow.archives.flatMap(({ programs }) => programs);
  expect(program && runOf(narrow, program).settings.tags).toEqual(['lambda.norpc', 'x']);
  expect(program && runOf(plan, program).id).toBe(program?.run);
  expect(() => runOf(narrow, { run: 'none' })).toThrow('the plan has no run none');
});
