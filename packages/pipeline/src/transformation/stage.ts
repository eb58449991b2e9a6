import { writeFile } from 'node:fs/promises';
import { type Config, fileFact, schemaPart, Stage, type StageContext } from '@rampart/core';
import {
  encodeTable,
  featureEncoding,
  fitEncoding,
  packRows,
  preprocessingSchema,
  preprocessingWidth,
  transformRows,
  useBackend,
} from '@rampart/core/tensor';
import { z } from 'zod';
import { backendFact } from '../features/backend-fact.ts';
import { readArrow } from '../table/arrow-file.ts';
import { encodedGroups } from '../features/encoded-groups.ts';
import { fitEncoded } from '../features/encoded-rows.ts';

/** What a transformation starts from. */
export const dataTransformationInput = z.object({
  /** Which columns are features, what they may hold, which of them come together, and which must keep their order. */
  schema: schemaPart({ columns: ['values', 'classes', 'derive', 'monotone'], featureGroups: [] }),
  validation: z.object({ train: fileFact }),
  backend: backendFact,
});
export type DataTransformationInput = z.infer<typeof dataTransformationInput>;

/** What a transformation leaves: how a row becomes numbers, the fitted preprocessing, and the training rows after it. */
export const dataTransformationArtifact = z.object({
  encoding: z.array(featureEncoding).readonly(),
  preprocessing: preprocessingSchema,
  /** Row-major float32, [rows × width], little-endian. */
  features: fileFact,
  rows: z.number(),
  width: z.number(),
});
export type DataTransformationArtifact = z.infer<typeof dataTransformationArtifact>;

/** Fits the preprocessing on the training rows alone, and transforms them once. */
export class DataTransformation extends Stage<
  Config['transformation'],
  DataTransformationInput,
  DataTransformationArtifact
> {
  readonly name = 'DataTransformation';
  readonly module = import.meta.url;
  readonly input = dataTransformationInput;
  readonly artifact = dataTransformationArtifact;

  protected override async execute(
    { schema, validation, backend }: DataTransformationInput,
    context: StageContext,
  ) {
    await useBackend(backend.name);
    const table = await readArrow(context.resolve(validation.train));
    const encoding = fitEncoding(schema, table, this.config);
    const columns = encodeTable(encoding, table);
    const preprocessing = fitEncoded(
      { encoding, columns, featureGroups: encodedGroups(schema) },
      this.config,
    );
    const features = transformRows(preprocessing, packRows(columns), table.rows);
    await writeFile(context.file('features.bin'), features);
    return {
      encoding,
      preprocessing,
      features: await context.keep('features.bin'),
      rows: table.rows,
      width: preprocessingWidth(preprocessing),
    };
  }
}
