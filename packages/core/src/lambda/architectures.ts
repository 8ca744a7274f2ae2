/** go's names for the processor levels of an architecture. */
export interface MicroarchitectureFacts {
  /** The environment variable of go. */
  readonly variable: string;
  /** The setting under `go` in a manifest. */
  readonly setting: string;
  /** go's default. */
  readonly baseline: string;
  /** The valid values of the setting: a list, or a pattern with a description. */
  readonly values: readonly string[] | { readonly pattern: RegExp; readonly what: string };
  /** The rank of a level: a processor of one level also has all lower ones. undefined for anything that is not a level. */
  readonly rankOf: (level: string) => number | undefined;
}

/** The names of a Lambda architecture in other systems. */
export interface ArchitectureFacts {
  /** What other tools call it, in lower case. */
  readonly otherNames: readonly string[];
  readonly goarch: string;
  readonly microarchitecture: MicroarchitectureFacts;
  /** `e_machine` in ELF files, from the ELF specification's registry. */
  readonly elfMachine: number;
  /** The path of the dynamic loader on every Linux with glibc, including Lambda's runtimes. */
  readonly loader: string;
  /** The constant of `lambda.Architecture` in the AWS CDK. */
  readonly cdk: string;
}

/** The architectures that Lambda supports; a function has exactly one. */
export const architectures = {
  arm64: {
    otherNames: ['aarch64'],
    goarch: 'arm64',
    microarchitecture: {
      variable: 'GOARM64',
      setting: 'goarm64',
      baseline: 'v8.0',
      values: {
        pattern: /^v(8\.[0-9]|9\.[0-5])(,(lse|crypto))*$/,
        what: 'a GOARM64 such as "v8.2" or "v8.2,crypto"',
      },
      rankOf: rankOfVersion,
    },
    elfMachine: 183,
    loader: '/lib/ld-linux-aarch64.so.1',
    cdk: 'ARM_64',
  },
  x86_64: {
    otherNames: ['amd64', 'x86-64', 'x64'],
    goarch: 'amd64',
    microarchitecture: {
      variable: 'GOAMD64',
      setting: 'goamd64',
      baseline: 'v1',
      values: ['v1', 'v2', 'v3', 'v4'],
      rankOf: rankOfVersion,
    },
    elfMachine: 62,
    loader: '/lib64/ld-linux-x86-64.so.2',
    cdk: 'X86_64',
  },
} as const satisfies Record<string, ArchitectureFacts>;

/** A function's architecture, by Lambda's name. */
export type Architecture = keyof typeof architectures;

/** A function's architecture, by go's name. */
export type Goarch = (typeof architectures)[Architecture]['goarch'];

/** The manifest setting for one of go's microarchitecture variables. */
export type MicroarchitectureSetting = (typeof architectures)[Architecture]['microarchitecture']['setting'];

/** Every architecture that Lambda supports. */
export const architectureNames = Object.keys(architectures) as readonly Architecture[];

/** Every name of an architecture, Lambda's own first. */
export const knownArchitectureNames: readonly string[] = [
  ...architectureNames,
  ...architectureNames.flatMap((each) => architectures[each].otherNames),
];

/** The architecture that Lambda or another tool calls by this name; undefined for any other text. Never throws. */
export function architectureNamed(name: string): Architecture | undefined {
  const names = (each: Architecture): readonly string[] => [each, ...architectures[each].otherNames];
  return architectureNames.find((each) => names(each).includes(name));
}

/** The default of `architecture` in a manifest. */
export const defaultArchitecture = 'arm64' satisfies Architecture;

/** Lambda's default for a function without an architecture. */
export const lambdaDefaultArchitecture = 'x86_64' satisfies Architecture;

/** The architecture with this name in go. */
export function architectureOfGoarch(goarch: Goarch): Architecture {
  const found = architectureNames.find((each) => architectures[each].goarch === goarch);
  if (found === undefined) throw new TypeError(`Lambda has no architecture for GOARCH=${goarch}`);
  return found;
}

/** go's microarchitecture variables, sorted. */
export const microarchitectureVariables: readonly string[] = architectureNames
  .map((each) => architectures[each].microarchitecture.variable)
  .sort();

/** `v8.2,crypto` is 802; v9.0 includes v8.5. */
function rankOfVersion(level: string): number | undefined {
  const [, major, minor = '0'] = /^v(\d+)(?:\.(\d+))?(?:,|$)/.exec(level) ?? [];
  return major === undefined ? undefined : Number(major) * 100 + Number(minor);
}
