/** What an archive of a layout is, for all who need no more than that: plan/layouts makes archives by it. */
export interface LayoutFacts {
  /** For the reference of manifests. */
  readonly description: string;
  /** Whether each handler gets an archive to itself, named after the handler; otherwise all of them share one. */
  readonly archivePerHandler: boolean;
  /**
   * What Lambda starts: a bootstrap of lambdazip, which hands over to the program whose path the Handler is, or the program
   * itself, which is then the entry `bootstrap`.
   */
  readonly starts: 'bootstrap' | 'program';
  /** Whether handlers may have a runtime and an architecture of their own. */
  readonly targetsMayDiffer: boolean;
  /** Whether a function may have any Handler, since nothing reads it. */
  readonly isHandlerFree: boolean;
}

/** The ways in which handlers share archives. */
export const layouts = {
  binaries: {
    description: 'a bootstrap and a program for each handler',
    archivePerHandler: false,
    starts: 'bootstrap',
    targetsMayDiffer: false,
    isHandlerFree: false,
  },
  'per-handler': {
    description: 'an archive for each handler, whose program itself is the bootstrap',
    archivePerHandler: true,
    starts: 'program',
    targetsMayDiffer: true,
    isHandlerFree: true,
  },
} as const satisfies Record<string, LayoutFacts>;

/** How handlers share archives. */
export type Layout = keyof typeof layouts;

/** Every layout, the default first. */
export const layoutNames = Object.keys(layouts) as readonly Layout[];

/** What a manifest without `layout` means: the handlers share an archive. */
export const defaultLayout = 'binaries' satisfies Layout;

/** For functions whose Handlers cannot be paths of one archive, and are to stay. */
export const separateLayout = 'per-handler' satisfies Layout;

/** The name of the archive that has a handler; that of its zip, too. */
export function archiveNameOf(layout: Layout, archive: string, handler: string): string {
  return layouts[layout].archivePerHandler ? handler : archive;
}
