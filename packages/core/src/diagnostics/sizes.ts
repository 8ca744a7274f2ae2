/** A size in MiB, rounded up, so that a size over a limit is never shown as the limit. */
export function mebibytes(bytes: number): string {
  return `${(Math.ceil((bytes / 1024 / 1024) * 10) / 10).toFixed(1)} MiB`;
}

/** Like {@link mebibytes}, in whole MiB. */
export function wholeMebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MiB`;
}
