/** Facts about the archives of a layout, for code that needs no more; plan/layouts makes the archives. */
export interface LayoutFacts {
  /** For the reference of manifests. */
  readonly description: string;
  /** Whether each handler gets its own archive, named after it; otherwise all handlers share one. */
  readonly archivePerHandler: boolean;
  /**
   * What Lambda starts: lambdazip's bootstrap, which starts the program whose path is the Handler, or the program
   * itself, as the entry `bootstrap`.
   */
  readonly starts: 'bootstrap' | 'program';
  /** Whether handlers may have their own runtime and architecture. */
  readonly targetsMayDiffer: boolean;
  /** Whether a function may have any Handler, since it is not used. */
  readonly isHandlerFree: boolean;
  /** Whether one program contains all handlers of an archive. Their main packages then have one module and the same settings. */
  readonly sharesProgram: boolean;
}

/** The ways in which handlers share archives. */
export const layouts = {
  binaries: {
    description: 'one archive with a bootstrap and a program per handler',
    archivePerHandler: false,
    starts: 'bootstrap',
    targetsMayDiffer: false,
    isHandlerFree: false,
    sharesProgram: false,
  },
  'per-handler': {
    description: 'one archive per handler, with its program as the `bootstrap`',
    archivePerHandler: true,
    starts: 'program',
    targetsMayDiffer: true,
    isHandlerFree: true,
    sharesProgram: false,
  },
  multicall: {
    description: 'one archive with one program as the `bootstrap`, which contains all handlers',
    archivePerHandler: false,
    starts: 'program',
    targetsMayDiffer: false,
    isHandlerFree: false,
    sharesProgram: true,
  },
} as const satisfies Record<string, LayoutFacts>;

/** How handlers share archives. */
export type Layout = keyof typeof layouts;

/** Every layout, the default first. */
export const layoutNames = Object.keys(layouts) as readonly Layout[];

/** The layout of a manifest without `layout`: handlers share an archive. */
export const defaultLayout = 'binaries' satisfies Layout;

/** For functions whose Handlers must stay but cannot be paths in one archive. */
export const separateLayout = 'per-handler' satisfies Layout;

/** The name of the archive that contains a handler; also the name of its zip. */
export function archiveNameOf(layout: Layout, archive: string, handler: string): string {
  return layouts[layout].archivePerHandler ? handler : archive;
}
