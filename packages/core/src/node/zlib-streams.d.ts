declare module 'zlib-streams/zlib-streams.js' {
  export function setWasmExports(exports: WebAssembly.Exports): void;
  export const CompressionStreamZlib: new (
    format: 'deflate-raw',
    options: { readonly level: number },
  ) => import('node:stream/web').TransformStream<Uint8Array, Uint8Array>;
}

// TypeScript has WebAssembly's types in its library for browsers alone.
declare namespace WebAssembly {
  interface Exports {
    readonly [name: string]: unknown;
  }
  function instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Promise<{ readonly instance: { readonly exports: Exports } }>;
}
