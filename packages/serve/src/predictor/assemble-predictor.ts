import {
  type BundleReference,
  compareGolden,
  deriveColumns,
  encodeTable,
  type ModelPackage,
  packRows,
  type Problem,
  RampartError,
  readColumns,
  recordColumns,
  recordEncoder,
  unlearnedValues,
} from '@rampart/core/portable';
import { createDecider } from './decider.ts';
import type { Score, Scorer } from './scorer.ts';
import type { Prediction } from './prediction.ts';
import type { PredictionResult, Predictor, ScorableRows } from './predictor.ts';
import { readRecords } from './read-records.ts';

/** Golden rows must come out within this, whatever the backend and the machine. */
const goldenTolerance = 1e-4;
/** Plain arrays must give golden rows within this of what tensors give, or they are not used. */
const plainTolerance = 1e-6;
/** Rows up to which plain arrays are faster than a backend whose every operation costs some microseconds by itself. */
const fewRows = 16;

/** How a predictor is put together. */
export interface AssemblyOptions {
  /** false spares the golden rows, for a candidate that has none yet. */
  readonly verifyGolden?: boolean;
  /** Reads the training rows' distributions; called when they are first asked for. */
  readonly reference?: () => BundleReference;
}

/**
 * A predictor of a model and its ways to compute; it disposes of them. Throws a RampartError('bundle'), the model
 * disposed, where a golden row comes out differently.
 */
export function assemblePredictor(
  source: ModelPackage,
  scorer: Scorer,
  { verifyGolden = true, reference }: AssemblyOptions = {},
): Predictor {
  const { schema, name, version, signature, decisions } = source;
  const unlearned = unlearnedValues(signature.inputs);
  const encodeRecords = recordEncoder(signature.inputs);
  const onPlain = verifyGolden ? checkedScorer(scorer, source, encodeRecords) : scorer.onPlain;
  // Compiled now, so that no record waits for it.
  deriveColumns({ rows: 0, columns: new Map() }, schema);
  const decider = createDecider(source);
  // TensorFlow.js' own plain JavaScript takes 10 times as long for any number of rows.
  const most = scorer.backend === 'cpu' ? Number.POSITIVE_INFINITY : fewRows;
  let disposed = false;
  let distributions: BundleReference | undefined;

  const encoded = (rows: ScorableRows): Float32Array => {
    if (rows instanceof Float32Array) return rows;
    return 'columns' in rows ? packRows(encodeTable(signature.inputs, rows)) : encodeRecords(rows);
  };
  const score: Predictor['score'] = (rows, by) => {
    if (disposed) throw usedAfterDispose(name);
    const packed = encoded(rows);
    const few = by === undefined ? packed.length <= most * signature.inputs.length : by === 'plain';
    return ((few ? onPlain : undefined) ?? scorer.onTensors)(packed);
  };
  const predictEach = async (records: readonly unknown[]): Promise<PredictionResult[]> => {
    const read = readRecords(schema, records);
    const scores = score(read.flatMap(({ row, problems }) => (problems.length > 0 ? [] : [row])));
    const width = signature.classes.length;
    let next = 0;
    return read.map(({ row, problems }): PredictionResult => {
      if (problems.length > 0) return { row, problems };
      const own = scores.subarray(next * width, ++next * width);
      const decided = decider.decide(own, decider.groupsOf(row));
      const unseen = [...unlearned].flatMap(([feature, isUnseen]) =>
        isUnseen(row[feature]) ? [feature] : [],
      );
      return 'prediction' in decided && unseen.length > 0
        ? { row, prediction: { ...decided.prediction, unseen } }
        : { row, ...decided };
    });
  };
  const predictor: Predictor = {
    ...decider,
    schema,
    name,
    version,
    features: recordColumns(schema).map((column) => column.name),
    classes: signature.classes,
    positive: signature.positive,
    decisions,
    backend: scorer.backend,
    plain: onPlain !== undefined,
    unlearned,
    reference: () => (distributions ??= reference?.()),
    read: (records) => readRecords(schema, records),
    readTable: (table) => readColumns(schema, table),
    score,
    predictEach,
    predict: async (record) => predictionsOf(await predictEach([record]), () => '')[0]!,
    predictMany: async (records) => predictionsOf(await predictEach(records), (i) => `records[${i}], `),
    dispose() {
      if (!disposed) scorer[Symbol.dispose]();
      disposed = true;
    },
    [Symbol.dispose]: () => predictor.dispose(),
  };
  return predictor;
}

/**
 * Holds a model's ways of computing to its golden rows, and gives the plain one where it agrees with tensors. Throws a
 * RampartError('bundle'), the model disposed, where a golden row comes out differently.
 */
function checkedScorer(
  scorer: Scorer,
  { name, version, golden, signature }: ModelPackage,
  encodeRecords: ReturnType<typeof recordEncoder>,
): Score | undefined {
  const packed = encodeRecords(golden.map(({ row }) => row));
  const scored = attempt(() => scorer.onTensors(packed));
  const problems =
    'error' in scored
      ? [misfit(signature, scored.error)]
      : compareGolden(golden, scored.value, goldenTolerance);
  if (problems.length > 0 || 'error' in scored) {
    scorer[Symbol.dispose]();
    throw new RampartError('bundle', problems, { prefix: `${name} version ${version}` });
  }
  const plain = scorer.onPlain?.(packed);
  return plain?.every((value, i) => Math.abs(value - scored.value[i]!) <= plainTolerance)
    ? scorer.onPlain
    : undefined;
}

function attempt<T>(act: () => T): { readonly value: T } | { readonly error: Error } {
  try {
    return { value: act() };
  } catch (error) {
    return { error: error as Error };
  }
}

function misfit({ inputs, classes }: ModelPackage['signature'], { message }: Error): Problem {
  const expected = `a model from ${inputs.length} inputs to ${classes.length} classes`;
  return { where: 'the model files', expected, received: message };
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
  const problem = {
    where: `the predictor of ${name}`,
    expected: 'to be used before it is disposed',
    received: 'a call after `dispose`',
    fix: 'Load the model again, or dispose the predictor later.',
  };
  return new RampartError('usage', problem, { status: 503 });
}
