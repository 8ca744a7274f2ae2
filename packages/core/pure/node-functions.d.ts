// Everything that src/bytes uses from Node, for the type check without Node's types: functions on bytes, which are
// the same on every machine and only need to be fast.

declare module 'node:crypto' {
  export function createHash(algorithm: 'sha256'): {
    update(content: Uint8Array): unknown;
    digest(): Uint8Array;
  };
}

declare module 'node:zlib' {
  interface InflateStream {
    on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
    once(event: 'error', listener: (error: Error) => void): unknown;
    once(event: 'end', listener: () => void): unknown;
    end(compressed: Uint8Array): unknown;
    destroy(error: Error): unknown;
    readonly bytesWritten: number;
  }
  export function createInflateRaw(options: { readonly chunkSize: number }): InflateStream;
  export function inflateRawSync(compressed: Uint8Array, options: object): Uint8Array;
  const zlib: { readonly crc32?: (content: Uint8Array) => number };
  export default zlib;
}

declare module 'node:timers/promises' {
  export function setImmediate(): Promise<void>;
}
