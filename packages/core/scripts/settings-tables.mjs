/** Renders the settings of the manifest as Markdown tables, from its JSON Schema. */
export function settingsTables(schema) {
  const archive = schema.properties.archives.additionalProperties;
  const handler = alternatives(archive.properties.handlers.additionalProperties).find(
    ({ properties }) => properties,
  );
  const file = alternatives(archive.properties.files.additionalProperties).find(
    ({ properties }) => properties,
  );
  return [
    table('The manifest', schema),
    table('`cache`', schema.properties.cache),
    table('An archive, under `archives`', archive),
    table('A handler, as an object', handler),
    table('A file, as an object', file),
    table('`go`, of the manifest, an archive or a handler', schema.properties.go),
  ].join('\n');
}

function table(title, { properties }) {
  const rows = Object.entries(properties).map(
    ([name, property]) => `| \`${name}\` | ${typeOf(property)} | ${property.description ?? ''} |`,
  );
  return `### ${title}\n\n| setting | type | |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

function typeOf(property) {
  const kinds = alternatives(property).map((kind) => {
    if (kind.enum) return kind.enum.map((value) => `\`${value}\``).join(', ');
    if (kind.type === 'array') return 'list of strings';
    if (kind.type === 'integer') return `${kind.minimum} to ${kind.maximum}`;
    return kind.type;
  });
  return [...new Set(kinds)].join(' or ');
}

function alternatives(property) {
  return property.anyOf ?? [property];
}
