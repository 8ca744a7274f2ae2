import { expect, test } from 'vitest';
import { optionsAfterCommand } from './leading-options.js';

test.each<[argv: string, expected: string]>([
  ['-C service build', 'build -C service'],
  ['--json build m.json', 'build --json m.json'],
  ['-q --directory=service --json plan -v', 'plan -q --directory=service --json -v'],
  ['-Cservice cache clear', 'cache -Cservice clear'],
  ['build -C service', 'build -C service'],
  ['--version', '--version'],
  ['--help build', '--help build'],
  ['--json', '--json'],
  ['-C', '-C'],
  ['-C service', '-C service'],
  ['--unknown build', '--unknown build'],
  ['-- build', '-- build'],
  ['', ''],
])('`%s` is read as `%s`', (argv, expected) => {
  expect(optionsAfterCommand(argv.split(' ')).join(' ')).toBe(expected);
});
