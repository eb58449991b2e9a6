/**
 * Trains a model of the generated phishing sample and prints what the holdout says of it.
 *
 *   node --conditions=@rampart/source --import tsx examples/phishing/train.ts [output directory]
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createLogger, parseConfig, readSchema } from '@rampart/core';
import { TrainingPipeline } from '@rampart/pipeline';

const root = fileURLToPath(new URL('../../', import.meta.url));
const schemaFile = `${root}data_schema/phishing.yaml`;

const pipeline = new TrainingPipeline({
  source: `${root}Network_Data/phishing-sample.csv`,
  schema: readSchema(await readFile(schemaFile, 'utf8'), schemaFile),
  // Everything else keeps its default; a smaller budget keeps the example short.
  config: parseConfig({ seed: 7, training: { folds: 3, epochs: 15 } }, 'train.ts'),
  out: process.argv[2] ?? `${root}runs/example`,
  logger: createLogger(),
  progress: (event) => {
    if (event.type === 'stage-end')
      process.stderr.write(`${event.stage} took ${event.seconds.toFixed(1)} s\n`);
  },
});

const { report, pushing } = await pipeline.run();
const { accuracy, f1 } = report.holdout.metrics;
process.stdout.write(
  [
    `chosen: ${report.chosen}`,
    `accuracy: ${accuracy.value?.toFixed(3)} (${accuracy.low?.toFixed(3)} to ${accuracy.high?.toFixed(3)})`,
    `F1 of phishing: ${f1.value?.toFixed(3)}`,
    `bundle: ${pushing.path}`,
    '',
  ].join('\n'),
);
