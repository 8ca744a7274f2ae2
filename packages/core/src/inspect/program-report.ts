import type { ElfFile } from '../elf/elf-file.js';
import { machineName } from '../elf/elf-format.js';
import {
  type BuildInfoModule,
  type GoBuildInfo,
  type ReplaceableModule,
  readBuildInfo,
} from '../go/build-info.js';
import { type ContainedHandler, readHandlerCatalog } from '../multicall/handler-catalog.js';
import { hasNorpc, lambdaLibrary } from '../preflight/go-modules.js';
import { newestGlibc } from '../preflight/linkage.js';

/** Facts about an ELF program. */
export interface ProgramReport {
  /** Its path in the zip, or its file name. */
  readonly name: string;
  /** `arm64`, `x86_64`, or a description of a different machine. */
  readonly machine: string;
  /** Whether it needs neither a loader nor shared libraries. */
  readonly isStatic: boolean;
  /** The loader that starts it; null for a static one. */
  readonly interpreter: string | null;
  readonly libraries: readonly string[];
  /** The newest glibc symbol version that it needs, such as `2.34`; null if it needs none. */
  readonly glibc: string | null;
  /** null for programs in other languages, or built with Go 1.17 or older. */
  readonly go: GoProgramReport | null;
}

/** The build info that go wrote into a program, as `go version -m` shows it. */
export interface GoProgramReport {
  /** As go prints it, such as `go1.26.8`. */
  readonly version: string;
  /** The import path of the main package. */
  readonly mainPackage: string;
  /** null if the main package is not in a module. */
  readonly mainModule: BuildInfoModule | null;
  readonly dependencies: readonly ReplaceableModule[];
  /** `-tags`, `GOARCH`, `CGO_ENABLED`, ... */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether it was built with the tag `lambda.norpc`. */
  readonly norpc: boolean;
  /** The linked version of aws-lambda-go; null if it is not linked. */
  readonly lambdaLibrary: string | null;
  /** The handlers of a program with several main packages (the layout `multicall`); empty for other programs. */
  readonly handlers: readonly ContainedHandler[];
}

/** Describes an ELF file. */
export function programReport(name: string, elf: ElfFile, bytes: Uint8Array): ProgramReport {
  const info = readBuildInfo(elf, bytes);
  return {
    name,
    machine: machineName(elf.machine),
    isStatic: elf.interpreter === null && elf.libraries.length === 0,
    interpreter: elf.interpreter,
    libraries: elf.libraries,
    glibc: newestGlibc(elf)?.release ?? null,
    go: info === undefined ? null : goReport(info, readHandlerCatalog(bytes)),
  };
}

function goReport(info: GoBuildInfo, handlers: readonly ContainedHandler[]): GoProgramReport {
  const library = info.dependencies.find(({ path }) => path === lambdaLibrary);
  const linked = library?.replacedBy ?? library;
  return {
    version: info.goVersion,
    mainPackage: info.path,
    mainModule: info.main,
    dependencies: info.dependencies,
    settings: info.settings,
    norpc: hasNorpc(info),
    lambdaLibrary: linked === undefined ? null : linked.version || linked.path,
    handlers,
  };
}
