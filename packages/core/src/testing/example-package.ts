import { parseConfig } from '../config/load-config.ts';
import { chooseGoldenRows } from '../bundle/golden.ts';
import type { ModelPackage } from '../bundle/model-package.ts';
import { defineSchema } from '../schema/define-schema.ts';
import { networkOf } from './example-model.ts';
import { exampleContents, exampleEncoding, exampleSchema, exampleTable } from './example-bundle.ts';

const packages = new Map<number, Promise<ModelPackage>>();

/**
 * A package of the example schema with a real model from raw row to probability: preprocessing fitted on the
 * example table and logistic regression with made-up weights. Three classes on request. The cpu backend is in use
 * after the first call.
 */
export function examplePackage({ classes = 2 }: { readonly classes?: 2 | 3 } = {}): Promise<ModelPackage> {
  const known = packages.get(classes) ?? buildPackage(classes);
  packages.set(classes, known);
  return known;
}

async function buildPackage(classes: 2 | 3): Promise<ModelPackage> {
  // Imported here, so that the tests of everything else start without TensorFlow.js.
  const tfl = await import('@tensorflow/tfjs-layers');
  const { tensor2d, tensor3d, tidy } = await import('@tensorflow/tfjs-core');
  const tensor = await import('../tensor/index.ts');
  await tensor.useBackend('cpu');

  const contents = exampleContents();
  const signature = classes === 2 ? contents.signature : { ...contents.signature, ...threeClasses };
  const preprocessing = tensor.fitPreprocessing(
    exampleEncoding,
    tensor.encodeTable(exampleEncoding, exampleTable),
    parseConfig(
      { transformation: { numeric: ['standardize', 'quantile'], bins: 4, oneHotLevels: 64 } },
      'the test',
    ).transformation,
  );
  const inputs = tfl.input({ shape: [exampleEncoding.length] });
  const outputs = classes === 2 ? 1 : classes;
  const width = tensor.preprocessingWidth(preprocessing);
  const network = networkOf(width, [], outputs);
  const layer = new tensor.NetworkLayer({ network });
  const calibration = tensor.temperatureOnly(1, outputs);
  const logits = layer.apply(new tensor.PreprocessingLayer({ preprocessing }).apply(inputs));
  const probabilitiesOf = new tensor.CalibrationLayer({ calibration });
  const model = tfl.model({ inputs, outputs: probabilitiesOf.apply(logits) as ReturnType<typeof tfl.input> });
  const kernel = Float32Array.from({ length: width * outputs }, (_, i) => Math.sin(3 * i + 1));
  tidy(() =>
    layer.setWeights([
      tensor3d(kernel, [1, width, outputs]),
      tensor2d(new Array<number>(outputs).fill(0.1), [1, outputs]),
    ]),
  );

  const questions = chooseGoldenRows(exampleSchema, exampleEncoding, exampleTable);
  const packed = tensor.encodeRecords(
    exampleEncoding,
    questions.map(({ row }) => row),
  );
  const probabilities = tensor.predictProbabilities(model, packed, questions.length, signature);
  const golden = questions.map((question, i) => ({
    ...question,
    probabilities: [...probabilities.subarray(i * classes, (i + 1) * classes)],
  }));
  const files = await tensor.saveModel(model);
  model.dispose();
  return {
    name: contents.name,
    version: contents.version,
    schema: classes === 2 ? exampleSchema : threeClassSchema,
    signature,
    decisions: contents.decisions,
    model: files,
    golden,
  };
}

const threeClasses = { classes: ['normal', 'probe', 'flood'], positive: null };

const threeClassSchema = defineSchema({
  ...exampleSchema,
  columns: exampleSchema.columns.map((column) =>
    column.role === 'target'
      ? { name: 'label', kind: 'categorical', role: 'target', values: threeClasses.classes }
      : column,
  ),
});
