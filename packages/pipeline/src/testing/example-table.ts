import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DatasetSchema, defineSchema } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';

/** The schema of `exampleCsv`, as a YAML file holds it. */
export const exampleYaml = `name: flows
missing: ["", "?"]
columns:
  - { name: bytes, kind: numeric }
  - { name: flag, kind: ordinal, values: [-1, 0, 1] }
  - { name: protocol, kind: categorical }
  - { name: attack, kind: binary, role: target, values: [yes, no], positive: yes }
`;

/** The same schema. */
export const exampleSchema: DatasetSchema = defineSchema({
  name: 'flows',
  missing: ['', '?'],
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'flag', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'protocol', kind: 'categorical' },
    { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
  ],
});

/** Settings that train in a second: enough to see that the stages fit together, not to see how good they are. */
export const quickSettings = [
  'training.candidates=[{name: logistic-regression, hidden: []}, {name: mlp-8, hidden: [8]}]',
  'training.epochs=15',
  'training.minimumSteps=0',
  'training.batchSize=32',
  'training.learningRate=0.02',
  'training.folds=2',
  'evaluation.resamples=50',
];

/** A table that can be learned, with missing cells, a numeric, an ordinal and a categorical feature. */
export function exampleCsv(rows = 240, seed = 1): string {
  const random = createRandom(seed);
  const lines = ['bytes,flag,protocol,attack'];
  for (let row = 0; row < rows; row++) {
    const attack = random.next() < 0.4;
    const bytes = random.next() < 0.05 ? '' : Math.exp(random.normal() + (attack ? 8 : 5)).toFixed(2);
    const flag = random.integer(3) - 1;
    const protocol = ['tcp', 'udp', attack ? 'icmp' : 'tcp', '?'][random.integer(4)]!;
    lines.push([bytes, flag, protocol, attack ? 'yes' : 'no'].join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** Writes the example table and its schema into a directory and returns their paths. */
export async function writeExample(directory: string, csv = exampleCsv(), yaml = exampleYaml) {
  await mkdir(directory, { recursive: true });
  const [source, schema] = [join(directory, 'flows.csv'), join(directory, 'flows.yaml')];
  await writeFile(source, csv);
  await writeFile(schema, yaml);
  return { source, schema };
}
