/** The end of a message about an unknown name; empty if no known name is similar. */
export function didYouMean(likely: string | null): string {
  return likely === null ? '' : `; did you mean \`${likely}\`?`;
}
