import { expect, test } from 'vitest';
import { hasCarriageReturn, interpreterLine } from './script-line.js';

test.each([
  ['#!/bin/sh\necho\n', false],
  ['#!/bin/sh\necho\r\n', false],
  ['#!/bin/sh\r\necho\r\n', true],
  ['#! /usr/bin/env -S sh -e\r\n', true],
  ['#!/bin/sh\recho\r', true],
  ['#!/bin/sh\recho', true],
  ['echo\r\n', false],
])('whether the first line of the script %j has a carriage return: %s', (text, expected) => {
  expect(hasCarriageReturn(interpreterLine(new TextEncoder().encode(text)))).toBe(expected);
});
