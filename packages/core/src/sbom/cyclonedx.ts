import type { Enums, Models } from '@cyclonedx/cyclonedx-library';
import { compareStrings } from '../bytes/compare.js';
import type { BuildInfoModule, GoBuildInfo } from '../go/build-info.js';
import { golangPurl } from '../go/purl.js';

/** The content of a bill of materials. */
export interface SbomRequest {
  /** The zip's file name, such as `lambda.zip`. */
  readonly name: string;
  /** SHA-256 of the zip, in hexadecimal. */
  readonly sha256: string;
  /** The version of lambdazip, such as `1.0.0`. */
  readonly version: string;
  readonly entries: readonly SbomEntry[];
}

export interface SbomEntry {
  /** Its path in the archive. */
  readonly name: string;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
  /** The build info of a Go program; undefined for other files. */
  readonly info: GoBuildInfo | undefined;
}

type Library = typeof import('@cyclonedx/cyclonedx-library');

/**
 * A CycloneDX 1.6 bill of materials as JSON, with a component for each file in the archive, each linked module, and
 * each release of Go's standard library. Equal requests give equal text: it contains no time and no serial number.
 */
export async function sbomOf(request: SbomRequest): Promise<string> {
  // Seven megabytes that no other build needs.
  const library = await import('@cyclonedx/cyclonedx-library');
  const { Serialize, Spec } = library;
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(billOf(request, library), { sortLists: true, space: 2 })}\n`;
}

function billOf({ name, sha256, version, entries }: SbomRequest, library: Library): Models.Bom {
  const { Enums, Models } = library;
  const archive = new Models.Component(Enums.ComponentType.Application, name, {
    bomRef: 'archive',
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], sha256]]),
  });
  const lambdazip = new Models.Component(Enums.ComponentType.Application, 'lambdazip', {
    bomRef: 'lambdazip',
    version,
  });
  const bill = new Models.Bom({
    metadata: new Models.Metadata({
      component: archive,
      tools: new Models.Tools({ components: new Models.ComponentRepository([lambdazip]) }),
    }),
  });
  const modules = new ModuleComponents(library);
  for (const entry of [...entries].sort((a, b) => compareStrings(a.name, b.name))) {
    const component = entryComponent(entry, library);
    archive.dependencies.add(component.bomRef);
    bill.components.add(component);
    if (entry.info === undefined) continue;
    component.dependencies.add(modules.standardLibrary(entry.info.goVersion).bomRef);
    for (const { replacedBy, ...module } of entry.info.dependencies) {
      component.dependencies.add(modules.module(replacedBy ?? module, module.path).bomRef);
    }
  }
  for (const component of modules.all()) bill.components.add(component);
  return bill;
}

function entryComponent({ name, sha256, info }: SbomEntry, { Enums, Models }: Library): Models.Component {
  const type: Enums.ComponentType =
    info === undefined ? Enums.ComponentType.File : Enums.ComponentType.Application;
  const properties = new Models.PropertyRepository();
  if (info !== undefined) {
    properties.add(new Models.Property('lambdazip:goVersion', info.goVersion));
    properties.add(new Models.Property('lambdazip:mainPackage', info.path));
    if (info.main !== null) properties.add(new Models.Property('lambdazip:mainModule', info.main.path));
  }
  return new Models.Component(type, name, {
    bomRef: `entry:${name}`,
    hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], sha256]]),
    properties,
  });
}

/** One component for each module and version, however many programs link it. */
class ModuleComponents {
  readonly #library: Library;
  readonly #components = new Map<string, Models.Component>();

  constructor(library: Library) {
    this.#library = library;
  }

  /** @param wanted the path that the program imports, if go.mod has replaced the module */
  module(module: BuildInfoModule, wanted: string): Models.Component {
    // `(devel)` is a module of the workspace; an empty version is a directory.
    const version = /^v\d/.test(module.version) ? module.version : '';
    const isDirectory = version === '' && module.path !== wanted;
    const name = isDirectory ? wanted : module.path;
    const purl = isDirectory ? undefined : golangPurl(name, version);
    const properties = module.sum === '' ? [] : [['lambdazip:goSum', module.sum] as const];
    return this.#component(`module:${name}@${version}`, name, version, purl, properties);
  }

  standardLibrary(goVersion: string): Models.Component {
    const version = goVersion.replace(/^go/, '').split(' ')[0] ?? '';
    return this.#component(`module:std@${version}`, 'std', version, golangPurl('std', version), []);
  }

  all(): Models.Component[] {
    return [...this.#components.values()];
  }

  #component(
    bomRef: string,
    name: string,
    version: string,
    purl: string | undefined,
    properties: readonly (readonly [name: string, value: string])[],
  ): Models.Component {
    const known = this.#components.get(bomRef);
    if (known !== undefined) return known;
    const { Enums, Models } = this.#library;
    const component = new Models.Component(Enums.ComponentType.Library, name, {
      bomRef,
      ...(version === '' ? {} : { version }),
      ...(purl === undefined ? {} : { purl }),
      properties: new Models.PropertyRepository(
        properties.map(([key, value]) => new Models.Property(key, value)),
      ),
    });
    this.#components.set(bomRef, component);
    return component;
  }
}
