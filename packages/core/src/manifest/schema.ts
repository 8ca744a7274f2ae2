import { z } from 'zod';
import { bootstrapKinds, bootstrapNames, defaultBootstrap } from '../bootstrap/kinds.js';
import {
  architectureNames,
  architectures,
  defaultArchitecture,
  type MicroarchitectureSetting,
} from '../lambda/architectures.js';
import { defaultRuntime, runtimeNames } from '../lambda/runtimes.js';
import { byteSize } from './byte-size.js';
import { defaultLayout, layoutNames, layouts } from './layouts.js';

// The words of this file are the reference: the JSON Schema and docs/manifest.md take them from here.

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const flags = z.union([z.string(), z.array(z.string())]);

const goSettings = z
  .strictObject({
    version: z
      .string()
      .regex(/^(go)?1\.\d+(\.\d+|rc\d+|beta\d+)?$/, 'a Go release such as "1.26.8"')
      .optional()
      .describe(
        'The Go release that compiles, such as `1.26.8`. Where the installed one is another, go downloads this one. Default: the installed one.',
      ),
    tags: z
      .array(z.string().regex(/^[A-Za-z0-9_.]+$/, 'a build tag: letters, digits, `_` and `.`'))
      .optional()
      .describe('Build tags, besides `lambda.norpc`. Default: none.'),
    ldflags: flags
      .optional()
      .describe(
        'Linker flags, besides `-s -w -B none`: one string as go takes it, or a list. May hold `${NAME}`. Only flags that change the program, such as `-X`.',
      ),
    gcflags: flags
      .optional()
      .describe(
        'Compiler flags: one string as go takes it, or a list. Only flags that change the program, such as `-N -l`. Default: none.',
      ),
    norpc: z
      .boolean()
      .optional()
      .describe(
        'Build with the tag `lambda.norpc`, which leaves out what the `go1.x` runtime needed. Default: true.',
      ),
    strip: z
      .boolean()
      .optional()
      .describe('Link with `-s -w`: no symbol table, no debug information. Default: true.'),
    cgo: z
      .boolean()
      .optional()
      .describe(
        'Build with CGO_ENABLED=1. The C compiler of the machine then has a part in the bytes. Default: false.',
      ),
    trimpath: z
      .boolean()
      .optional()
      .describe('Build with `-trimpath`. Without it the bytes depend on the directory. Default: true.'),
    ...microarchitectureSettings(),
    pgo: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Profile-guided optimization: `auto` (a default.pgo in the directory of the main package), `off`, or the path of a profile. Default: `auto`, as go has it.',
      ),
    mod: z
      .enum(['readonly', 'vendor', 'mod'])
      .optional()
      .describe(
        "go's `-mod`. Default: `vendor` where vendor/modules.txt stands beside go.mod (go.work with `work`), else `readonly`.",
      ),
    work: z
      .union([z.boolean(), z.string().min(1)])
      .optional()
      .describe(
        'Use a go.work: true for the one that go finds above the module, or its path. Default: false (GOWORK=off), with a warning if a go.work has the module.',
      ),
    env: z
      .record(z.string().regex(variableName, 'the name of an environment variable'), z.string())
      .optional()
      .describe(
        'More variables for the go command: GOEXPERIMENT, GOFIPS140, GODEBUG and those that say where modules come from; with `cgo` also CC, CXX, CGO_* and PKG_CONFIG*. Values may hold `${NAME}`.',
      ),
  })
  .describe('How go builds.');

const runtime = z
  .enum(runtimeNames)
  .optional()
  .describe(`The function's \`Runtime\`. Default: \`${defaultRuntime}\`.`);
const architecture = z
  .enum(architectureNames)
  .optional()
  .describe(`The function's architecture. Default: \`${defaultArchitecture}\`.`);
const go = goSettings.optional();

const packageTarget = z
  .string()
  .min(1)
  .describe('A main package: `./dir`, relative to the manifest, or an import path.');
const fileTarget = z
  .array(z.string().regex(/\.go$/, 'a .go file'))
  .min(1)
  .describe('A main package as a list of .go files of one directory.');

const ofHandler = `Only with the layout ${layoutNames
  .filter((each) => layouts[each].targetsMayDiffer)
  .map((each) => `\`${each}\``)
  .join(' or ')}. Default: that of the archive.`;

const handlerObject = z
  .strictObject({
    package: z.union([packageTarget, fileTarget]).describe('The main package, or a list of .go files.'),
    module: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The directory in whose module an import path is looked up. Default: the directory of the manifest.',
      ),
    runtime: runtime.describe(ofHandler),
    architecture: architecture.describe(ofHandler),
    go,
  })
  .describe('A main package with settings of its own.');

const handlers = z
  .record(z.string(), z.union([packageTarget, fileTarget, handlerObject]))
  .describe(
    "What the package holds: the function's `Handler` string, which is the program's path in the archive, and its main package. `*` in both stands for one path segment, `**` for any number.",
  );

const fileObject = z
  .strictObject({
    source: z
      .string()
      .min(1)
      .describe('The file, relative to the manifest; a glob where the key ends in `/`.'),
    mode: z.enum(['0644', '0755']).optional().describe('Its mode. Default: `0644`.'),
  })
  .describe('A file with a mode.');

const files = z
  .record(z.string(), z.union([z.string().min(1), fileObject]))
  .optional()
  .describe(
    'Other files: the path in the archive, and the file. A key that ends in `/` takes a glob and keeps the paths below its fixed part.',
  );

const archiveSettings = {
  runtime,
  architecture,
  bootstrap: z
    .enum(bootstrapNames)
    .optional()
    .describe(
      `What hands over to the handler's program: ${bootstrapNames
        .map((each) => bootstrapKinds[each].description)
        .join(', or ')}. Default: \`${defaultBootstrap}\`.`,
    ),
  layout: z
    .enum(layoutNames)
    .optional()
    .describe(
      `How handlers share archives: ${layoutNames
        .map((each) => `\`${each}\`, ${layouts[each].description}`)
        .join('; ')}. Default: \`${defaultLayout}\`.`,
    ),
  compression: z.int().min(1).max(9).optional().describe('The deflate level, 1 to 9. Default: 6.'),
  go,
};

// One segment, since it is the name of a file in outDir; what Windows cannot have as a name is left out as well.
const archiveName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, 'letters, digits, `.`, `_` and `-`');

const archive = z
  .strictObject({ ...archiveSettings, handlers, files })
  .describe('An archive with its own handlers, files and settings.');

/** The manifest as it is written. */
export const manifestSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The address or path of the JSON Schema, for editors.'),
    name: archiveName.optional().describe('The name of the archive. Default: `lambda`.'),
    outDir: z
      .string()
      .min(1)
      .optional()
      .describe('Where archives are written, relative to the manifest. Default: `dist`.'),
    cache: z
      .strictObject({
        maxSize: z
          .string()
          .regex(byteSize, 'a number of bytes with a unit, such as `4GiB` or `500MB`')
          .optional()
          .describe(
            'What the cache directory may take, such as `4GiB` or `500MB`: a build that adds to it removes what was not used for the longest time. Default: `4GiB`.',
          ),
      })
      .optional()
      .describe('What builds keep for later ones.'),
    ...archiveSettings,
    variables: z
      .record(z.string().regex(variableName, 'a name of letters, digits and `_`'), z.string())
      .optional()
      .describe(
        'Names and default values for `${NAME}` in `ldflags` and `env`; `--set NAME=value` overrides.',
      ),
    handlers: handlers.optional(),
    files,
    archives: z
      .record(archiveName, archive)
      .optional()
      .describe('Several archives by name, in place of `handlers` and `files`.'),
  })
  .describe('A lambdazip manifest.');

export type ManifestInput = z.output<typeof manifestSchema>;
export type ArchiveInput = z.output<typeof archive>;
export type HandlerInput = z.output<typeof handlers>[string];
export type FileInput = NonNullable<z.output<typeof files>>[string];
export type GoInput = z.output<typeof goSettings>;

/** A setting for the microarchitecture of each architecture. */
function microarchitectureSettings() {
  const settings = architectureNames.map((each) => {
    const { setting, variable, baseline, values } = architectures[each].microarchitecture;
    const value: z.ZodType<string> =
      'pattern' in values ? z.string().regex(values.pattern, values.what) : z.enum(values);
    const description = `${variable}, for \`${each}\`. Default: \`${baseline}\`, as go has it.`;
    return [setting, value.optional().describe(description)] as const;
  });
  return Object.fromEntries(settings) as Record<MicroarchitectureSetting, z.ZodOptional<z.ZodType<string>>>;
}

/** The JSON Schema of the manifest (draft 2020-12), for editors and other tools. */
export function manifestJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(manifestSchema, { io: 'input', target: 'draft-2020-12' }),
    title: 'lambdazip manifest',
  };
}
