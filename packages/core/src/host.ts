// The ports: interfaces to files, processes, clock and threads, for callers that bring their own; and Node's
// implementation.
export { nodeHost } from './node/host.js';
export type { Clock } from './ports/clock.js';
export type { DeflateOptions, Deflater, DeflaterOptions } from './ports/deflater.js';
export type {
  DirectoryEntry,
  FileContent,
  FileIdentity,
  FileInfo,
  FileKind,
  FileSystem,
  WriteOptions,
} from './ports/file-system.js';
export type { Host, HostOption } from './ports/host.js';
export type { Command, ProcessResult, ProcessRunner } from './ports/process-runner.js';
export type { WatchDirectories } from './ports/watch-directories.js';
