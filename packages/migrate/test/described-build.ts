import type { BuildCommand, PackageArgument } from '../src/evidence/build-command.js';

/** A build command on one line: `[target] in dir: A=b -tags=x -o bin/x ./cmd/x ?UNKNOWN`. */
export function describedBuild(command: BuildCommand): string {
  const { target, directory, environment, flags, output, packages, unknown } = command;
  return [
    ...(target === null ? [] : [`[${target}]`]),
    ...(directory === '.' ? [] : [`in ${directory}:`]),
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ...Object.entries(flags).map(([name, value]) => (value === '' ? `-${name}` : `-${name}=${value}`)),
    ...(output === null ? [] : [`-o ${output}`]),
    ...packages.map(describedPackage),
    ...(unknown.length === 0 ? [] : [`?${unknown.join(',')}`]),
  ].join(' ');
}

function describedPackage(argument: PackageArgument): string {
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
