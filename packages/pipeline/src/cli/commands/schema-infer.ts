import type { ToldLayout } from '../../schema-inference/layout/guess-file-format.ts';
import { command, shared } from '../command.ts';

/** `rampart schema infer`: a first schema of a table. */
export const schemaInfer = command({
  name: 'schema infer',
  describe: 'Write a first schema of a table',
  examples: ['rampart schema infer urls.csv --target label --to urls.yaml'],
  options: {
    source: shared.source,
    format: shared.format,
    encoding: shared.encoding,
    delimiter: { type: 'string', blank: true, describe: 'What stands between the cells of a text file' },
    header: {
      type: 'boolean',
      describe: 'Whether its first line names the columns; --no-header: it is a row',
    },
    skip: {
      type: 'number',
      range: { min: 0, max: 1_000_000, whole: true },
      describe: 'Lines in front of the header line, such as a title',
    },
    comment: { type: 'string', describe: 'How lines begin that are no rows, such as #' },
    target: { type: 'string', describe: 'The column to predict' },
    positive: { type: 'string', describe: 'The class that metrics are about: one value of the target' },
    name: { type: 'string', describe: "Name of the schema; the file's where left out" },
    to: { type: 'string', written: true, describe: 'YAML file to write; standard output where left out' },
  },
  async run({ source, format, target, positive, name, to, ...layout }, io) {
    const { inferFromSource } = await import('../../schema-inference/infer-from-source.ts');
    const { schemaToYaml } = await import('../../schema-inference/schema-to-yaml.ts');
    const { writeFileAtomic } = await import('@rampart/core/internal');
    const { schema, doubts } = await inferFromSource(source, {
      format,
      target,
      positive,
      name,
      layout: toldLayout(layout),
      signal: io.signal,
    });
    const yaml = schemaToYaml(schema, doubts);
    if (to !== undefined) await writeFileAtomic(to, yaml);
    for (const { column, doubt } of doubts) io.err(`${column}: ${doubt}\n`);
    return { json: { schema, doubts, to: to ?? null }, text: to === undefined ? yaml : `${to}\n` };
  },
});

/** What the options tell of how a file is written. */
function toldLayout(options: ToldLayout): ToldLayout {
  const { encoding, delimiter, header, skip, comment } = options;
  // A shell makes a tab of `$'\t'` only; `\t` is what people write.
  return { encoding, delimiter: delimiter === '\\t' ? '\t' : delimiter, header, skip, comment };
}
