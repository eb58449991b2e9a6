import { command, shared } from '../command.ts';

/** `rampart schema diff`: how a table differs from a schema. */
export const schemaDiff = command({
  name: 'schema diff',
  describe: 'Compare a table with a schema and propose the columns to change',
  examples: ['rampart schema diff urls.csv --schema phishing'],
  options: { source: shared.source, schema: shared.schema, format: shared.format, encoding: shared.encoding },
  async run({ source: uri, schema: name, format, encoding }, io) {
    const { counted } = await import('@rampart/core/internal');
    const { fileLayout } = await import('@rampart/core/rows');
    const { compareSource } = await import('../../schema-inference/comparison/compare-schema.ts');
    const { schemaToYaml } = await import('../../schema-inference/schema-to-yaml.ts');
    const { openSource } = await import('../../connections/open-source.ts');
    const { loadSchema } = await import('../load-schema.ts');
    const schema = await loadSchema(name, encoding);
    const source = openSource(uri, { format });
    const { rows, differences, patch } = await compareSource(source, schema, {
      ...fileLayout(schema),
      signal: io.signal,
    });
    const doubts = differences.map(({ column, text }) => ({ column, doubt: text }));
    const yaml = patch.length === 0 ? null : schemaToYaml({ name: schema.name, columns: [...patch] }, doubts);
    const places = { source: source.uri, schema: schema.name, rows };
    const lines = differences.map(({ column, difference, text }) => `${column}: ${difference}, ${text}\n`);
    return {
      json: { ...places, same: differences.length === 0, differences, patch, yaml },
      text:
        differences.length === 0
          ? `${source.uri} is as the schema \`${schema.name}\` says (${counted(rows, 'row')})\n`
          : `${lines.join('')}${yaml === null ? '' : `\nColumns to change in the schema:\n\n${yaml}`}`,
    };
  },
});
