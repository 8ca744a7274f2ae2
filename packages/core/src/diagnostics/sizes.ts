/** Rounded up, so that a size over a limit never reads like the limit itself. */
export function mebibytes(bytes: number): string {
  return `${(Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1)} MiB`;
}

/** The same, in whole MiB. */
export function wholeMebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}
