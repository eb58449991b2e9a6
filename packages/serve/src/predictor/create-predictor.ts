import {
  type Cell,
  compareGolden,
  deriveColumns,
  type ModelPackage,
  type Problem,
  RampartError,
  recordColumns,
} from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { decisionsOfRows } from './decisions-of-rows.ts';
import { loadTensors } from './load-tensors.ts';
import { decide, type Prediction } from './prediction.ts';
import type { PredictionResult, Predictor } from './predictor.ts';
import { readRecords } from './read-records.ts';

/** Golden rows must come out within this, whatever the backend and the machine. */
const goldenTolerance = 1e-4;

/** How a predictor is made. */
export interface PredictorOptions {
  /** The backend that computes; the best that loads, where left out. */
  readonly backend?: BackendName | 'auto';
  /** false spares the golden rows, for a candidate that has none yet. */
  readonly verifyGolden?: boolean;
}

/**
 * A predictor of a model in memory. Throws a RampartError('bundle') where the model cannot be built or a golden
 * row comes out differently.
 */
export async function createPredictor(
  source: ModelPackage,
  { backend = 'auto', verifyGolden = true }: PredictorOptions = {},
): Promise<Predictor> {
  const { encodeRecords, loadModelFiles, predictProbabilities, useBackend } = await loadTensors();
  const { name: backendName } = await useBackend(backend);
  const model = await loadModelFiles(source.model);
  const { schema, name, version, signature, decisions } = source;
  // Compiled now, so that no record waits for it.
  deriveColumns({ rows: 0, columns: new Map() }, schema);
  const decisionOf = decisionsOfRows(source);
  let disposed = false;

  const probabilities = (rows: readonly Readonly<Record<string, Cell>>[]): Float64Array => {
    if (disposed) throw usedAfterDispose(name);
    return predictProbabilities(model, encodeRecords(signature.inputs, rows), rows.length, signature);
  };
  const predictEach = async (records: readonly unknown[]): Promise<PredictionResult[]> => {
    const read = readRecords(schema, records);
    const scores = probabilities(read.flatMap(({ row, problems }) => (problems.length > 0 ? [] : [row])));
    const width = signature.classes.length;
    let next = 0;
    return read.map(({ row: cells, problems }): PredictionResult => {
      if (problems.length > 0) return { problems };
      const row = scores.subarray(next * width, ++next * width);
      if (!row.every(Number.isFinite)) return { problems: [notANumber] };
      const { decision, answer } = decisionOf(cells);
      return { prediction: { ...decide(row, signature, decision), ...answer } };
    });
  };
  const predictor: Predictor = {
    schema,
    name,
    version,
    features: recordColumns(schema).map((column) => column.name),
    classes: signature.classes,
    positive: signature.positive,
    decisions,
    backend: backendName,
    probabilities,
    predictEach,
    predict: async (record) => predictionsOf(await predictEach([record]), () => '')[0]!,
    predictMany: async (records) => predictionsOf(await predictEach(records), (i) => `records[${i}], `),
    dispose() {
      if (!disposed) model.dispose();
      disposed = true;
    },
    [Symbol.dispose]: () => predictor.dispose(),
  };
  const problems = verifyGolden ? goldenProblems(predictor, source) : [];
  if (problems.length === 0) return predictor;
  predictor.dispose();
  throw new RampartError('bundle', problems, { prefix: `${name} version ${version}` });
}

const notANumber: Problem = {
  where: 'the record',
  expected: 'numbers that the model can compute with',
  received: 'some so large that no probability comes out',
};

function goldenProblems(predictor: Predictor, { golden, signature }: ModelPackage): readonly Problem[] {
  try {
    const rows = golden.map(({ row }) => row);
    return compareGolden(golden, predictor.probabilities(rows), goldenTolerance);
  } catch (error) {
    const expected = `a model from ${signature.inputs.length} inputs to ${signature.classes.length} classes`;
    return [{ where: 'the model files', expected, received: (error as Error).message }];
  }
}

function predictionsOf(results: readonly PredictionResult[], place: (index: number) => string): Prediction[] {
  const problems = results.flatMap((result, i) =>
    'problems' in result
      ? result.problems.map((problem) => ({ ...problem, where: `${place(i)}${problem.where}` }))
      : [],
  );
  if (problems.length > 0) throw new RampartError('data', problems);
  return results.flatMap((result) => ('prediction' in result ? [result.prediction] : []));
}

function usedAfterDispose(name: string): RampartError {
  return new RampartError('usage', {
    where: `the predictor of ${name}`,
    expected: 'to be used before it is disposed',
    received: 'a call after `dispose`',
    fix: 'Load the model again, or dispose the predictor later.',
  });
}
