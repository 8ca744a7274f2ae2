/** A file that go excludes from a build, and the reason. */
export type ExcludedFile = {
  readonly name: string;
  /** The start or the end of its name, its build constraint, `import "C"` without cgo, or something else. */
  readonly by: 'prefix' | 'architecture' | 'system' | 'constraint' | 'cgo' | 'unknown';
  /** The prefix, the architecture or system in its name, or the line with the constraint. */
  readonly value: string | null;
};

/** A change that makes go build a file. */
export type Remedy = {
  readonly change: 'architecture' | 'cgo' | 'tags' | 'without-tags' | 'norpc' | 'version' | 'rename';
  /** The value to set, the tags to set or to remove, or the files to rename. */
  readonly values: readonly string[];
};

/** The files that a build excludes, and its target. */
export type Excluded = {
  /** Such as `linux/arm64`. */
  readonly target: string;
  /** The tags of the build, if a constraint depends on tags. */
  readonly tags: readonly string[];
  /** Sorted by name. */
  readonly excluded: readonly ExcludedFile[];
  /** The smallest set of changes that makes go build one of the files; empty if no setting does. */
  readonly remedies: readonly Remedy[];
};

export function targetWords({ target, tags }: Pick<Excluded, 'target' | 'tags'>): string {
  return `${target}${tags.length > 0 ? ` with the tags ${tags.join(', ')}` : ''}`;
}

export function excludedWords({ name, by, value }: ExcludedFile): string {
  switch (by) {
    case 'prefix':
      return `${name} (its name starts with \`${value}\`)`;
    case 'architecture':
      return `${name} (its name ends in \`_${value}\`)`;
    case 'system':
      return `${name} (its name contains \`_${value}\`)`;
    case 'constraint':
      return `${name} (\`${value}\`)`;
    case 'cgo':
      return `${name} (it imports "C", and cgo is off)`;
    case 'unknown':
      return `${name} (build constraints)`;
    default:
      return by satisfies never;
  }
}

/** The remedies as one imperative clause; null without remedies. */
export function remedyWords(remedies: readonly Remedy[]): string | null {
  return remedies.length === 0 ? null : remedies.map(wordsOf).join(' and ');
}

function wordsOf({ change, values }: Remedy): string {
  switch (change) {
    case 'architecture':
      return `set \`"architecture": "${values.join()}"\``;
    case 'cgo':
    case 'norpc':
      return `set \`"go": { "${change}": ${values.join()} }\``;
    case 'tags':
      return `set \`"go": { "tags": ${JSON.stringify(values)} }\``;
    case 'without-tags':
      return `remove ${values.map((tag) => `\`${tag}\``).join(', ')} from \`go.tags\``;
    case 'version':
      return `set \`"go": { "version": "${values.join()}" }\``;
    case 'rename':
      return `rename ${values.join(', ')}`;
    default:
      return change satisfies never;
  }
}
