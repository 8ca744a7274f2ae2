import { compareGoVersions } from '../go/versions.js';
import { generatedHeader } from './gate-source.js';
import { goString } from './go-string.js';

/** The name of the file that is added to each main package, unless it has a file of this name. */
export const entryFile = 'lambdazip_main.go';

/** How generated code calls a main package. */
export interface EntryPoint {
  /** The package that exports the function. */
  readonly importPath: string;
  readonly name: string;
}

/**
 * The generated main package, which calls the chosen one.
 *
 * @param gate the import path of the gate
 * @param entries in the order of the main packages
 * @param debug settings of GODEBUG, such as `asynctimerchan=1`
 */
export function mainSource(
  gate: string,
  entries: readonly EntryPoint[],
  debug: readonly string[],
  goVersion: string,
): string {
  const paths = [...new Set(entries.map(({ importPath }) => importPath))];
  const imports = paths.map((path, index) => `\tp${index} ${goString(path)}\n`);
  const cases = entries.map(
    ({ importPath, name }, index) => `\tcase ${index}:\n\t\tp${paths.indexOf(importPath)}.${name}()\n`,
  );
  const settings = [...debugDefault(goVersion), ...debug].map((setting) => `//go:debug ${setting}\n`);
  return `${generatedHeader}
${settings.join('')}package main

import (
	gate ${goString(gate)}

${imports.join('')})

func main() {
	switch gate.Main {
${cases.join('')}	}
}
`;
}

/**
 * A default that adds nothing for the `go` line of go.mod: the settings of the main packages are complete, and one of
 * their own may have chosen a newer default.
 */
function debugDefault(goVersion: string): readonly string[] {
  if (compareGoVersions(goVersion, '1.23rc1') < 0) return [];
  return [`default=go${/^\d+\.\d+/.exec(goVersion)?.[0] ?? goVersion}`];
}

/** The package that makes main packages wait for the others. */
export function orderSource(start: string): string {
  return `${generatedHeader}
// Package order is imported by all main packages.
package order

import _ ${goString(start)}
`;
}

/**
 * The file that is added to a main package.
 *
 * @param packageName its new name
 * @param order the import path of the package that it waits for
 * @param entry the name of the exported function
 * @param hasMain whether the package has a function `main` that can be called; otherwise, the file does not compile
 */
export function entrySource(packageName: string, order: string, entry: string, hasMain: boolean): string {
  const body = hasMain ? 'main()' : 'lambdazip_has_no_main()';
  return `${generatedHeader}
package ${packageName}

import _ ${goString(order)}

// ${entry} runs the program.
func ${entry}() { ${body} }
`;
}

/** A package that lets others call main packages below an `internal` directory next to it. */
export function reexportSource(
  packageName: string,
  entries: readonly { readonly exported: string; readonly from: EntryPoint }[],
): string {
  const imports = entries.map(({ from }, index) => `\tp${index} ${goString(from.importPath)}\n`);
  const functions = entries.map(
    ({ exported, from }, index) =>
      `\n// ${exported} runs a program.\nfunc ${exported}() { p${index}.${from.name}() }\n`,
  );
  return `${generatedHeader}
// Package ${packageName} calls main packages that only packages here can import.
package ${packageName}

import (
${imports.join('')})
${functions.join('')}`;
}
