import { z } from 'zod';
import { bootstrapKinds, bootstrapNames, defaultBootstrap } from '../bootstrap/kinds.js';
import { standingWarnings } from '../diagnostics/standing-warnings.js';
import {
  architectureNamed,
  architectureNames,
  architectures,
  defaultArchitecture,
  knownArchitectureNames,
  type MicroarchitectureSetting,
} from '../lambda/architectures.js';
import { defaultRuntime, runtimeNames } from '../lambda/runtimes.js';
import { byteSize } from './byte-size.js';
import { defaultLayout, layoutNames, layouts } from './layouts.js';

// This file is the reference: the JSON Schema and docs/manifest.md are generated from its descriptions.

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const flags = z.union([z.string(), z.array(z.string())]);

const goSettings = z
  .strictObject({
    version: z
      .string()
      .regex(/^(go)?1\.\d+(\.\d+|rc\d+|beta\d+)?$/, 'a Go release such as "1.26.8"')
      .optional()
      .describe(
        'The Go release to build with, such as `1.26.8`. If a different release is installed, go downloads this one. Default: the installed release.',
      ),
    tags: z
      .array(z.string().regex(/^[A-Za-z0-9_.]+$/, 'a build tag: letters, digits, `_` and `.`'))
      .optional()
      .describe('Build tags, in addition to `lambda.norpc`. Default: none.'),
    ldflags: flags
      .optional()
      .describe(
        'Linker flags, in addition to `-s -w -B none`: a string in the syntax of `go build`, or a list. Can contain `${NAME}`. Only flags that change the program, such as `-X`. Default: none.',
      ),
    gcflags: flags
      .optional()
      .describe(
        'Compiler flags: a string in the syntax of `go build`, or a list. Only flags that change the program, such as `-N -l`. Default: none.',
      ),
    norpc: z
      .boolean()
      .optional()
      .describe(
        'Build with the tag `lambda.norpc`, which leaves out code that only the `go1.x` runtime needs. Default: true.',
      ),
    strip: z
      .boolean()
      .optional()
      .describe('Link with `-s -w`, without symbol table and debug information. Default: true.'),
    cgo: z
      .boolean()
      .optional()
      .describe(
        'Build with CGO_ENABLED=1. The bytes then depend on the installed C compiler and libraries. Default: false.',
      ),
    trimpath: z
      .boolean()
      .optional()
      .describe(
        'Build with `-trimpath`. Without it, the bytes depend on the path of the project. Default: true.',
      ),
    ...microarchitectureSettings(),
    pgo: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Profile-guided optimization: `auto` (a default.pgo in the directory of the main package), `off`, or the path of a profile. Default: `auto`.',
      ),
    mod: z
      .enum(['readonly', 'vendor', 'mod'])
      .optional()
      .describe(
        'The `-mod` flag of go. Default: `vendor` if vendor/modules.txt exists next to go.mod (go.work with `work`), else `readonly`.',
      ),
    work: z
      .union([z.boolean(), z.string().min(1)])
      .optional()
      .describe(
        'Use a go.work file: its path, or true for the one that go finds in a parent directory of the module. Default: false (GOWORK=off), with a warning if a go.work lists the module.',
      ),
    env: z
      .record(z.string().regex(variableName, 'the name of an environment variable'), z.string())
      .optional()
      .describe(
        'Environment variables for the go command: GOEXPERIMENT, GOFIPS140, GODEBUG and the variables that control module downloads; with `cgo` also CC, CXX, CGO_* and PKG_CONFIG*. Values can contain `${NAME}`.',
      ),
  })
  .describe('Settings for `go build`.');

const runtime = z
  .enum(runtimeNames)
  .optional()
  .describe(`The function's \`Runtime\`. Default: \`${defaultRuntime}\`.`);
const architecture = z
  .enum(knownArchitectureNames)
  .transform((name) => architectureNamed(name) ?? defaultArchitecture)
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
  .describe('A main package as a list of .go files in one directory.');

const ofHandler = `Only with the layout ${layoutNames
  .filter((each) => layouts[each].targetsMayDiffer)
  .map((each) => `\`${each}\``)
  .join(' or ')}. Default: the value of the archive.`;

const handlerObject = z
  .strictObject({
    package: z.union([packageTarget, fileTarget]).describe('The main package, or a list of .go files.'),
    module: z
      .string()
      .min(1)
      .optional()
      .describe(
        'The directory whose module is used to resolve an import path. Default: the directory of the manifest.',
      ),
    runtime: runtime.describe(ofHandler),
    architecture: architecture.describe(ofHandler),
    go,
  })
  .describe('A main package with its own settings.');

const handlers = z
  .record(z.string(), z.union([packageTarget, fileTarget, handlerObject]))
  .describe(
    "The handlers in the archive. Each key is the function's `Handler`, which is also the path of the program in the archive; the value is its main package. In both, `*` matches one path segment and `**` any number.",
  );

const fileObject = z
  .strictObject({
    source: z.string().min(1).describe('The file, relative to the manifest; a glob if the key ends in `/`.'),
    mode: z.enum(['0644', '0755']).optional().describe('The file mode in the archive. Default: `0644`.'),
  })
  .describe('A file with a mode.');

const files = z
  .record(z.string(), z.union([z.string().min(1), fileObject]))
  .optional()
  .describe(
    'Other files in the archive. Each key is a path in the archive; the value is the file to add. If the key ends in `/`, the value is a glob, and paths below the fixed part of the glob are kept.',
  );

const functions = z
  .record(z.string(), z.string().min(1))
  .optional()
  .describe(
    `Only with the layout ${layoutNames
      .filter((each) => layouts[each].sharesProgram)
      .map((each) => `\`${each}\``)
      .join(
        ' or ',
      )}: handlers by the names of functions, for functions whose Handler is not one of them, such as \`bootstrap\`. In a name, \`*\` matches any characters; a name without it wins, then the first that matches. Default: none.`,
  );

const archiveSettings = {
  runtime,
  architecture,
  bootstrap: z
    .enum(bootstrapNames)
    .optional()
    .describe(
      `The bootstrap, which starts the handler's program: ${bootstrapNames
        .map((each) => `\`${each}\`, ${bootstrapKinds[each].description}`)
        .join('; ')}. Default: \`${defaultBootstrap}\`.`,
    ),
  layout: z
    .enum(layoutNames)
    .optional()
    .describe(
      `How handlers share archives: ${layoutNames
        .map((each) => `\`${each}\`, ${layouts[each].description}`)
        .join('; ')}. Default: \`${defaultLayout}\`.`,
    ),
  compression: z
    .int()
    .min(1)
    .max(9)
    .optional()
    .describe('The deflate compression level, 1 to 9. Default: 6.'),
  go,
};

// One path segment, since it becomes the name of a file in outDir. Names that Windows does not support are excluded.
const archiveName = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, 'letters, digits, `.`, `_` and `-`');

const archive = z
  .strictObject({ ...archiveSettings, handlers, files, functions })
  .describe('An archive with its own handlers, files and settings.');

/** The manifest as written by the user. */
export const manifestSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The URL or path of the JSON Schema, for editors.'),
    name: archiveName.optional().describe('The name of the archive. Default: `lambda`.'),
    outDir: z
      .string()
      .min(1)
      .optional()
      .describe('The output directory, relative to the manifest. Default: `dist`.'),
    cache: z
      .strictObject({
        maxSize: z
          .string()
          .regex(byteSize, 'a number of bytes with a unit, such as `4GiB` or `500MB`')
          .optional()
          .describe(
            'The maximum size of the cache directory, such as `4GiB` or `500MB`. Builds that exceed it remove the least recently used entries. Default: `4GiB`.',
          ),
      })
      .optional()
      .describe('The build cache.'),
    acknowledge: z
      .array(z.enum(standingWarnings))
      .optional()
      .describe(
        'Codes of warnings that `build` does not print, such as `check-zipped-too-large`. Only warnings that every build would repeat are allowed; they stay in the report. Default: none.',
      ),
    ...archiveSettings,
    variables: z
      .record(z.string().regex(variableName, 'a name of letters, digits and `_`'), z.string())
      .optional()
      .describe(
        'Names and default values of variables, for `${NAME}` in `ldflags` and `env`. Override them with `--set NAME=value`.',
      ),
    handlers: handlers.optional(),
    files,
    functions,
    archives: z
      .record(archiveName, archive)
      .optional()
      .describe('Several archives, by name, instead of `handlers`, `files` and `functions`.'),
  })
  .describe('A lambdazip manifest.');

export type ManifestInput = z.output<typeof manifestSchema>;
export type ArchiveInput = z.output<typeof archive>;
export type HandlerInput = z.output<typeof handlers>[string];
export type FileInput = NonNullable<z.output<typeof files>>[string];
export type GoInput = z.output<typeof goSettings>;

/** A microarchitecture setting for each architecture. */
function microarchitectureSettings() {
  const settings = architectureNames.map((each) => {
    const { setting, variable, baseline, values } = architectures[each].microarchitecture;
    const value: z.ZodType<string> =
      'pattern' in values ? z.string().regex(values.pattern, values.what) : z.enum(values);
    const description = `${variable}, for \`${each}\`. Default: \`${baseline}\`.`;
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
