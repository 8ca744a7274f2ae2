/** The end of a message that names a word that was probably meant. */
export function didYouMean(likely: string | null): string {
  return likely === null ? '' : ` Did you mean \`${likely}\`?`;
}
