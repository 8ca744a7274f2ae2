import { expect, test } from 'vitest';
import { plainVariables } from './plain-variables.js';

test.each([
  ['VERSION := 1.2.0\n', { VERSION: '1.2.0' }],
  ['VERSION?=1.2.0 # ours\nNAME = "a b"\n', { VERSION: '1.2.0', NAME: 'a b' }],
  ["export VERSION='1.2.0'\n", { VERSION: '1.2.0' }],
  ['VERSION := $(shell git describe)\nLD = -X main.v=$(VERSION)\n', {}],
  ['VERSION = 1\nVERSION = 2\n', {}],
  ['build:\n\tgo build -o x .\n', {}],
])('the plain variables of %j are %j', (text, variables) => {
  expect(plainVariables(text)).toEqual(variables);
});
