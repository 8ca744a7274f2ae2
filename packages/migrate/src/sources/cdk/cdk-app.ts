import type { DeployedArchive, MainPackage } from '@lambdazip/core/internal';
import {
  cdkAppCommand,
  cdkGoLines,
  cdkLanguage,
  cdkLines,
  defaultRuntime,
  dotted,
  nameHandlers,
} from '@lambdazip/core/internal';
import { dirname, relative } from 'pathe';
import type { CdkApp, CdkProgram, Setting } from '../template-function.js';

/** What is known about an app apart from its text. */
export interface AppSurroundings {
  readonly mains: readonly MainPackage[];
  /** Main packages that a manifest already builds, which are left out. */
  readonly built: ReadonlySet<string>;
  /** Whether a construct in the app builds its programs. */
  readonly isBuiltByTool: boolean;
}

/**
 * Creates a function for each main package that starts a handler, for which the manifest and the app's lines are written.
 *
 * @param file the project's cdk.json, relative to the root
 * @param text the content of that file
 */
export function cdkApp(file: string, text: string, { mains, built, isBuiltByTool }: AppSurroundings): CdkApp {
  const used = mains.filter(({ directory, importsLambda }) => importsLambda && !built.has(directory));
  const directories = used.map(({ directory }) => directory);
  const named = Object.entries(nameHandlers(directories.map(dotted)));
  const functions = named.map(([handler, main]) => {
    const directory = directories.find((each) => dotted(each) === main) ?? '.';
    return programOf(file, handler, { directory, isBuiltByTool });
  });
  return { file, format: 'cdk', language: cdkLanguage(cdkAppCommand(text)), functions };
}

/**
 * The lines to add to an app for archives, in Go if the app is in Go, otherwise in TypeScript.
 *
 * @param archives archives whose zip paths are relative to the project's root
 */
export function linesForCdk(app: CdkApp, archives: readonly DeployedArchive[]): readonly string[] {
  if (archives.length === 0) return [];
  // The CDK runs the app in the directory of cdk.json.
  const directory = `/${dirname(app.file)}`;
  const own = archives.map((each) => ({ ...each, filename: relative(directory, `/${each.filename}`) }));
  if (app.language === 'go') return cdkGoLines(own);
  const lines = cdkLines(own);
  if (app.language === 'typescript') return lines;
  return ['// TypeScript; the names are the same in the other CDK languages.', ...lines];
}

/** Whether a path is a CDK app. */
export function isCdk(path: string): boolean {
  return /(^|\/)cdk\.json$/.test(path);
}

function programOf(file: string, handler: string, program: CdkProgram['program']): CdkProgram {
  const location = { file, line: null, column: null };
  const known = (value: string): Setting => ({
    value: { kind: 'known', value },
    origin: 'default',
    location,
    node: null,
    sites: [],
  });
  return {
    id: handler,
    format: 'cdk',
    location,
    file,
    runtime: known(defaultRuntime),
    handler: known(handler),
    code: { kind: 'local', path: known(dirname(file)) },
    program,
    architectures: null,
    inheritedArchitectures: null,
    buildMethod: null,
    buildDirectory: null,
    layers: 0,
    environment: [],
  };
}
