/** How go names the processors that a program can ask for within an architecture. */
export interface MicroarchitectureFacts {
  /** The variable of go. */
  readonly variable: string;
  /** The setting under `go` in a manifest. */
  readonly setting: string;
  /** The default of go. */
  readonly baseline: string;
  /** The values of the setting: all of them, or a pattern and its description. */
  readonly values: readonly string[] | { readonly pattern: RegExp; readonly what: string };
  /** Orders levels: a processor of one level also has the lower ones. undefined for what is not a level. */
  readonly rankOf: (level: string) => number | undefined;
}

/** What an architecture of Lambda is called elsewhere. */
export interface ArchitectureFacts {
  readonly goarch: string;
  readonly microarchitecture: MicroarchitectureFacts;
  /** `e_machine` of an ELF file, from the ELF specification's registry. */
  readonly elfMachine: number;
  /** Where every Linux with glibc, the runtimes of Lambda among them, has the loader of dynamic programs. */
  readonly loader: string;
  /** The constant of `lambda.Architecture` in the AWS CDK. */
  readonly cdk: string;
}

/** The architectures that Lambda has; a function has exactly one. */
export const architectures = {
  arm64: {
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

/** A function's architecture, in Lambda's words. */
export type Architecture = keyof typeof architectures;

/** A function's architecture, in go's words. */
export type Goarch = (typeof architectures)[Architecture]['goarch'];

/** The setting of a manifest for one of go's microarchitectures. */
export type MicroarchitectureSetting = (typeof architectures)[Architecture]['microarchitecture']['setting'];

/** Every architecture that Lambda has. */
export const architectureNames = Object.keys(architectures) as readonly Architecture[];

/** What a manifest without `architecture` means. */
export const defaultArchitecture = 'arm64' satisfies Architecture;

/** What Lambda takes for a function whose architecture nobody gives. */
export const lambdaDefaultArchitecture = 'x86_64' satisfies Architecture;

/** The architecture that go calls by this name. */
export function architectureOfGoarch(goarch: Goarch): Architecture {
  const found = architectureNames.find((each) => architectures[each].goarch === goarch);
  if (found === undefined) throw new TypeError(`Lambda has no architecture for GOARCH=${goarch}`);
  return found;
}

/** go's variables for microarchitectures, sorted. */
export const microarchitectureVariables: readonly string[] = architectureNames
  .map((each) => architectures[each].microarchitecture.variable)
  .sort();

/** `v8.2,crypto` as 802; v9.0 has what v8.5 has. */
function rankOfVersion(level: string): number | undefined {
  const [, major, minor = '0'] = /^v(\d+)(?:\.(\d+))?(?:,|$)/.exec(level) ?? [];
  return major === undefined ? undefined : Number(major) * 100 + Number(minor);
}
