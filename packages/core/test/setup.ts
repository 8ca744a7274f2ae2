// LAMBDAZIP_TEST_SEED repeats the random inputs of a run; a failed property prints its seed.
import process from 'node:process';

const seed = process.env.LAMBDAZIP_TEST_SEED;
if (seed !== undefined && seed !== '') {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}
