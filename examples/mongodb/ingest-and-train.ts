/**
 * Loads the generated phishing sample into a MongoDB collection, then trains from that collection. Run it twice: the
 * second time no row is new. The server is that of the environment variable MONGODB_URI.
 *
 *   node --conditions=@rampart/source --import tsx examples/mongodb/ingest-and-train.ts [database] [output directory]
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createLogger, parseConfig, readSchema } from '@rampart/core';
import { ingestTable, openSink, openSource, TrainingPipeline } from '@rampart/pipeline';

const root = fileURLToPath(new URL('../../', import.meta.url));
const schemaFile = `${root}data_schema/phishing.yaml`;
const schema = readSchema(await readFile(schemaFile, 'utf8'), schemaFile);
const [database = 'rampart_example', out = `${root}runs/mongodb-example`] = process.argv.slice(2);

// No host: it stands in MONGODB_URI, and so do user and password.
const collection = `mongodb:///${database}.phishing`;

const loaded = await ingestTable({
  source: openSource(`${root}Network_Data/phishing-sample.csv`),
  schema,
  sink: openSink(collection),
  quarantine: openSink(`${collection}_quarantine`),
});
process.stdout.write(
  `${loaded.read} rows read: ${loaded.new} new, ${loaded.alreadyThere} already there, ${loaded.quarantined} quarantined\n`,
);

const pipeline = new TrainingPipeline({
  // Any part of a collection will do: `?query={"SSLfinal_State":-1}` behind the name.
  source: collection,
  schema,
  // Everything else keeps its default; a smaller budget keeps the example short.
  config: parseConfig({ seed: 7, training: { folds: 2, epochs: 8 } }, 'ingest-and-train.ts'),
  out,
  logger: createLogger({ level: 'warn' }),
});
const { report, pushing } = await pipeline.run();
const { accuracy } = report.holdout.metrics;
process.stdout.write(
  `trained on ${report.rows.train} rows of ${collection}\naccuracy: ${accuracy.value?.toFixed(3)}\nbundle: ${pushing.path}\n`,
);
