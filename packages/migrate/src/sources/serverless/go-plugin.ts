import type { Location } from '@lambdazip/core/internal';
import { nowhere } from '@lambdazip/core/internal';
import { linePosition } from '../../documents/line-position.js';
import type { SourceDocument } from '../../documents/source-node.js';
import {
  itemsOf,
  mapOf,
  type Section,
  sectionOf,
  serviceSection,
  sourceText,
  textOf,
} from './service-section.js';
import { type VariableScope, variableScope } from './variable-scope.js';

/**
 * How serverless-go-plugin (or one of its forks, which share its settings) builds the Go functions of a service: for each
 * it runs `<cmd> -o <binDir>/<function> <handler>` in `baseDir`, with CGO_ENABLED set by `cgo`.
 */
export interface GoPluginSettings {
  /** The plugin's name in `plugins`; null if none of the known ones is listed. */
  readonly plugin: string | null;
  /** Relative to the service's directory, as written; handlers are relative to it. Default: `.`. */
  readonly baseDir: string;
  /** Relative to the service's directory, as written. Default: `.bin`. */
  readonly binDir: string;
  /** The build command, with shell variables before it (`GOOS=linux go build ...`). */
  readonly cmd: string;
  /** The value of CGO_ENABLED. Default: `0`. */
  readonly cgo: string;
  /** Runs in the handler's directory, relative to the service's, if each function is a module of its own. */
  readonly monorepo: boolean;
  /** Packages only the program of a function on `provided.*`, as `bootstrap`. */
  readonly buildProvidedRuntimeAsBootstrap: boolean;
  /** Runtimes whose functions are built; others are ignored. Default: only `go1.x`. */
  readonly supportedRuntimes: readonly string[];
  /** Keys of unknown settings, which have their source text as value. */
  readonly unknown: readonly string[];
  /** The location of `custom.go`, or of the plugin's name if missing. `file` is relative to the project's root. */
  readonly location: Location;
}

const knownPlugins: ReadonlySet<string> = new Set([
  'serverless-go-plugin',
  'serverless-plugin-go',
  'serverless-golang',
]);

/**
 * Reads `custom.go`; undefined if a service has neither it nor the plugin.
 *
 * @param scope resolves included files if it comes from `withIncludedFiles`; none by default
 */
export function readGoPlugin(
  document: SourceDocument,
  scope: VariableScope = variableScope(document, new Map()),
): GoPluginSettings | undefined {
  const service = serviceSection(scope);
  const named = namedPlugin(scope, service);
  const settings = sectionOf(scope, sectionOf(scope, service, 'custom'), 'go');
  // `custom` may be `${file(...)}` in any service, which does not by itself indicate the plugin.
  const place = mapOf(settings) === null ? named : settings;
  if (place === undefined || place === null) return undefined;
  const unknown: string[] = [];
  return {
    plugin: named === undefined ? null : (textOf(named) ?? null),
    baseDir: text('baseDir', '.'),
    binDir: text('binDir', '.bin'),
    cmd: text('cmd', 'GOOS=linux go build -ldflags="-s -w"'),
    cgo: text('cgo', '0'),
    monorepo: text('monorepo', 'false') === 'true',
    buildProvidedRuntimeAsBootstrap: text('buildProvidedRuntimeAsBootstrap', 'false') === 'true',
    supportedRuntimes: runtimes(),
    unknown,
    location: {
      ...nowhere,
      file: place.document.file,
      ...linePosition(place.document.text, place.node.start),
    },
  };

  function text(key: string, otherwise: string): string {
    const section = sectionOf(scope, settings, key);
    if (section === null) return otherwise;
    const value = textOf(section);
    if (value === undefined) unknown.push(key);
    return value ?? sourceText(section.document, section.node);
  }

  function runtimes(): readonly string[] {
    const section = sectionOf(scope, settings, 'supportedRuntimes');
    if (section === null) return ['go1.x'];
    if (section.found.kind === 'unknown') unknown.push('supportedRuntimes');
    return itemsOf(section).flatMap(({ document, node }) => {
      const runtime = textOf({ document, node, found: scope.settle(document, node) });
      return runtime === undefined ? [] : [runtime];
    });
  }
}

/** `plugins` is a list, or a map whose `modules` is one. */
function namedPlugin(scope: VariableScope, service: Section): Section | undefined {
  const plugins = sectionOf(scope, service, 'plugins');
  const listed = mapOf(plugins) === null ? plugins : sectionOf(scope, plugins, 'modules');
  return itemsOf(listed)
    .map(({ document, node }) => ({ document, node, found: scope.settle(document, node) }))
    .find((section) => knownPlugins.has(textOf(section) ?? ''));
}
