import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, type DatasetSchema, defineSchema, loadConfig, type RunContext } from '@rampart/core';
import { sha256 } from '@rampart/core/internal';
import { useBackend } from '@rampart/core/tensor';
import type { ChampionEvaluationInput } from '../evaluation/champion-stage.ts';
import { evaluateCandidate } from '../evaluation/evaluate-candidate.ts';
import type { ModelEvaluationInput } from '../evaluation/stage.ts';
import { DataIngestion, type DataIngestionInput } from '../ingestion/stage.ts';
import { findProduction } from '../production/find-production.ts';
import { promote } from '../pushing/promote.ts';
import { ModelPusher, type ModelPusherInput } from '../pushing/stage.ts';
import { ModelTrainer, type ModelTrainerInput } from '../training/stage.ts';
import { DataTransformation, type DataTransformationInput } from '../transformation/stage.ts';
import { DataValidation, type DataValidationInput } from '../validation/stage.ts';
import { exampleCsv, quickSettings } from './example-table.ts';

// What each stage is given in a run on the example table: real artifacts of the stages before it. Calling one twice in
// the same directory costs little, since what was made is used again.

/** A schema of the example table with something in every part that a stage may read or must not. */
export const contractSchema: DatasetSchema = defineSchema({
  name: 'flows',
  description: 'Flows of a day',
  source: 'made up',
  license: 'none',
  missing: ['', '?'],
  file: { header: false, delimiter: ';' },
  columns: [
    {
      name: 'bytes',
      kind: 'numeric',
      description: 'Sent',
      min: 0,
      max: 1e9,
      missing: ['', '-'],
      optional: true,
      onInvalid: 'impute',
      onMissing: 'impute',
    },
    { name: 'flag', kind: 'ordinal', values: [-1, 0, 1] },
    { name: 'double', kind: 'numeric', derive: 'bytes * 2' },
    { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp', 'icmp'], onUnseen: 'other' },
    {
      name: 'attack',
      kind: 'binary',
      role: 'target',
      classes: { calm: ['no'], attack: ['yes'] },
      positive: 'attack',
    },
  ],
  featureGroups: [
    { name: 'cheap', cost: 1, description: 'At hand', columns: ['flag', 'protocol'] },
    { name: 'dear', cost: 2, columns: ['bytes', 'double'] },
  ],
  rules: [
    {
      name: 'some',
      expression: 'bytes == null || bytes >= 0',
      description: 'None is negative',
      onFail: 'warn',
    },
  ],
  volume: { minRows: 10, maxRows: 100000 },
  limits: { missingShare: 'ignore' },
});

/** Settings under which the stages need a second. */
export const contractConfig: Config = loadConfig({ sets: quickSettings });

/** The input of DataIngestion; the tables, one to train on and two to test on, are written into `out`. */
export async function ingestionInput({ out }: RunContext): Promise<DataIngestionInput> {
  const write = async (name: string, csv: string) => {
    const uri = join(out, name);
    // As the schema says: no header line, another delimiter.
    const text = csv.slice(csv.indexOf('\n') + 1).replaceAll(',', ';');
    await writeFile(uri, text);
    return { uri, sha256: sha256(text) };
  };
  return {
    schema: contractSchema,
    format: null,
    source: await write('flows.csv', exampleCsv()),
    holdouts: [
      { name: 'later', ...(await write('later.csv', exampleCsv(80, 2))) },
      { name: 'elsewhere', ...(await write('elsewhere.csv', exampleCsv(60, 3))) },
    ],
  };
}

/** The input of DataValidation. */
export async function validationInput(context: RunContext): Promise<DataValidationInput> {
  const { split, validation } = contractConfig;
  const given = await ingestionInput(context);
  const ingestion = await new DataIngestion({ split, validation }).run(given, context);
  return { schema: contractSchema, ingestion };
}

/** The input of DataTransformation. */
export async function transformationInput(context: RunContext): Promise<DataTransformationInput> {
  const given = await validationInput(context);
  const validation = await new DataValidation(contractConfig.validation).run(given, context);
  return { schema: contractSchema, validation, backend: await useBackend('cpu') };
}

/** The input of ModelTrainer. */
export async function trainerInput(context: RunContext): Promise<ModelTrainerInput> {
  const given = await transformationInput(context);
  const transformation = await new DataTransformation(contractConfig.transformation).run(given, context);
  return { ...given, groupedBy: [], transformation };
}

/** The input of ModelEvaluation. */
export async function evaluationInput(context: RunContext): Promise<ModelEvaluationInput> {
  const { training, transformation } = contractConfig;
  const given = await trainerInput(context);
  const validation = await new DataValidation(contractConfig.validation).run(
    await validationInput(context),
    context,
  );
  const trained = await new ModelTrainer({ training, transformation }).run(given, context);
  return { ...given, groupedBy: [], validation, training: trained };
}

/** The input of ModelPusher. */
export async function pusherInput(context: RunContext): Promise<ModelPusherInput> {
  const { training, transformation } = contractConfig;
  const given = await evaluationInput(context);
  const evaluation = await evaluateCandidate(given, contractConfig.evaluation, context);
  const trained = await new ModelTrainer({ training, transformation }).run(
    await trainerInput(context),
    context,
  );
  const lineage = { dataDigest: 'd', splitDigest: 'p', schemaDigest: 's', configDigest: 'c', backend: 'cpu' };
  return { ...given, training: trained, evaluation, name: 'flows', lineage, libraries: { cpu: '1' } };
}

/** The input of ChampionEvaluation: the model of `pusherInput` is in production. */
export async function championInput(context: RunContext): Promise<ChampionEvaluationInput> {
  const given = await evaluationInput(context);
  if ((await findProduction(context.store)) === null) {
    const pushed = await pusherInput(context);
    const { version: candidate } = await new ModelPusher({}).run(pushed, context);
    const { evaluation } = pushed;
    await promote(
      { version: candidate, trained: given, evaluation, splitDigest: 'of the split' },
      contractConfig.evaluation,
      context,
    );
  }
  const { version, manifestDigest } = (await findProduction(context.store))!;
  const { backend, validation } = given;
  return { holdout: validation.holdout, champion: { version, manifestDigest }, prevalence: null, backend };
}
