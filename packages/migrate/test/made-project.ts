import type { BuildCommand, PackageArgument } from '../src/evidence/build-command.js';
import type { ProjectFiles } from '../../core/src/project/project-files.js';

/** A project in memory. Names without a text are empty files. */
export function madeProject(files: Readonly<Record<string, string>>, root = '/work/shop'): ProjectFiles {
  const texts = new Map(Object.entries(files));
  return {
    root,
    files: [...texts.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    links: [],
    outside: () => [],
    namesIn: async () => [],
    read: (path) => Promise.resolve(texts.get(path)),
    display: (path) => path,
  };
}

/** Go programs in some directories, as files of a project. */
export function programsIn(...directories: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    directories.map((directory) => [`${directory}/main.go`, 'package main\n\nfunc main() {}\n']),
  );
}

/** A build command on one line: `[target] in dir: A=b -tags=x -o bin/x ./cmd/x ?UNKNOWN`. */
export function toldBuild(command: BuildCommand): string {
  const { target, directory, environment, flags, output, packages, unknown } = command;
  return [
    ...(target === null ? [] : [`[${target}]`]),
    ...(directory === '.' ? [] : [`in ${directory}:`]),
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ...Object.entries(flags).map(([name, value]) => (value === '' ? `-${name}` : `-${name}=${value}`)),
    ...(output === null ? [] : [`-o ${output}`]),
    ...packages.map(toldPackage),
    ...(unknown.length === 0 ? [] : [`?${unknown.join(',')}`]),
  ].join(' ');
}

function toldPackage(argument: PackageArgument): string {
  switch (argument.kind) {
    case 'files':
      return argument.files.join(' ');
    case 'directory':
      return argument.path === '.' ? '.' : `./${argument.path}`;
    case 'import':
      return `import ${argument.path}`;
    case 'all-below':
      return `${argument.path}/...`;
  }
}
