/** The time, for retirement dates, locks and elapsed times; it never affects an archive. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after the given milliseconds, or rejects with the signal's reason. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Repeats the action until the returned function is called; does not keep the process alive. */
  every(milliseconds: number, action: () => void): () => void;
}
