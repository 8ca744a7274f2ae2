import fc from 'fast-check';

/** The main packages in `cmd/` that the manifests use. */
export const packages = ['a', 'b', 'c', 'd'];
const target = fc.constantFrom(...packages).map((name) => `./cmd/${name}`);
const goSettings = fc.record(
  {
    tags: fc.constantFrom(['x'], ['y', 'z']),
    norpc: fc.boolean(),
    strip: fc.boolean(),
    ldflags: fc.constantFrom('-X main.v=1', '-X main.v=2'),
  },
  { requiredKeys: [] },
);
// Mostly defaults, so that archives share programs.
const targetSettings = {
  runtime: fc.constantFrom('provided.al2023', 'provided.al2023', 'provided.al2'),
  architecture: fc.constantFrom('arm64', 'arm64', 'x86_64'),
};
const files = fc.uniqueArray(fc.constantFrom('notes.txt', 'data/one.bin', 'data/two.bin', 'run.sh'), {
  maxLength: 3,
});

const archive = fc
  .record({
    layout: fc.constantFrom('binaries', 'per-handler'),
    bootstrap: fc.constantFrom('native', 'shell'),
    compression: fc.integer({ min: 1, max: 9 }),
    settings: fc.record(targetSettings, { requiredKeys: [] }),
    go: fc.option(goSettings, { nil: undefined, freq: 2 }),
    handlers: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('bin/a', 'bin/b', 'other', 'x/y/z', 'q'),
        package: target,
        own: fc.option(fc.record({ go: goSettings, ...targetSettings }, { requiredKeys: [] }), {
          nil: undefined,
        }),
      }),
      { minLength: 1, maxLength: 4, selector: ({ name }) => name },
    ),
    files,
  })
  .map(({ layout, bootstrap, compression, settings, go, handlers, files: paths }) => ({
    layout,
    compression,
    ...(layout === 'binaries' ? { bootstrap } : {}),
    ...settings,
    ...(go === undefined ? {} : { go }),
    handlers: Object.fromEntries(
      handlers.map(({ name, package: main, own }) => {
        if (own === undefined) return [name, main];
        const { go: ownGo, ...ownTarget } = own;
        return [
          name,
          {
            package: main,
            ...(ownGo === undefined ? {} : { go: ownGo }),
            ...(layout === 'per-handler' ? ownTarget : {}),
          },
        ];
      }),
    ),
    files: Object.fromEntries(
      paths.map((path) => [path, path === 'run.sh' ? { source: `./${path}`, mode: '0755' } : `./${path}`]),
    ),
  }));

/** Manifests with several archives that share programs. */
export const manifest = fc
  .uniqueArray(fc.tuple(fc.constantFrom('one', 'two', 'three'), archive), {
    minLength: 1,
    maxLength: 3,
    selector: ([name]) => name,
  })
  .map((archives) => ({
    archives: Object.fromEntries(
      archives.map(([name, { handlers, ...rest }]) => [
        name,
        // With `per-handler`, the handler is the name of the file.
        {
          ...rest,
          handlers: Object.fromEntries(
            Object.entries(handlers).map(([handler, main]) => [`${name}/${handler}`, main]),
          ),
        },
      ]),
    ),
  }));

export type MadeManifest = typeof manifest extends fc.Arbitrary<infer Value> ? Value : never;
