import { parameterCount } from '@rampart/core/tensor';
import { logitLoss, type LogitTargets } from '../logit-loss.ts';
import { decayOf } from './decay-of.ts';
import { FusedNetwork } from './fused-network.ts';
import { meanOfMembers } from './mean-of-members.ts';
import {
  adamFactors,
  clipFactor,
  type OptimizerState,
  type StepOptions,
  type TrainingStep,
} from './training-step.ts';

/** Steps in the WebAssembly kernel, whatever the backend: its results are the same on all of them. */
export function createFusedStep(options: StepOptions): TrainingStep {
  const { shape, capacity, dropout, weightDecay, clipNorm, start, threads } = options;
  const network = new FusedNetwork(shape, capacity, true, threads);
  const { kernel, at, view } = network.memory;
  const count = parameterCount(shape);
  const padded = Math.ceil(count / 4) * 4;
  const parts = {
    parameters: view(at.parameters!, count),
    first: view(at.first!, count),
    second: view(at.second!, count),
  };
  for (const name of ['parameters', 'first', 'second'] as const) parts[name].set(start[name]);
  view(at.decay!, count).set(decayOf(shape, weightDecay));
  const features = view(at.features!, capacity * shape.inputs);
  const masks = dropout
    ? shape.hidden.map((units, layer) => view(at[`mask ${layer}`]!, shape.members * capacity * units))
    : [];
  const logitGradient = view(at['logit gradient']!, capacity * shape.members * shape.outputs);
  let { step } = start;

  return {
    features,
    masks,
    run(rows, targets: LogitTargets, learningRate) {
      const logits = network.forward(rows, dropout);
      const { loss } = logitLoss(
        logits,
        shape.outputs,
        { ...targets, members: shape.members },
        logitGradient.subarray(0, logits.length),
      );
      network.backward(rows, dropout);
      const { rate, epsilon } = adamFactors(++step, learningRate);
      const scale = clipNorm > 0 ? clipFactor(kernel.squaredNorm(at.gradient!, count), clipNorm) : 1;
      kernel.adamw(
        at.parameters!,
        at.first!,
        at.second!,
        at.gradient!,
        at.decay!,
        padded,
        scale,
        rate,
        epsilon,
        learningRate,
      );
      return loss;
    },
    logits(rows, total) {
      return fusedLogits(network, capacity, rows, total);
    },
    state: (): OptimizerState => ({
      step,
      parameters: parts.parameters.slice(),
      first: parts.first.slice(),
      second: parts.second.slice(),
    }),
    [Symbol.dispose]: () => network.memory[Symbol.dispose](),
  };
}

/** Logits [rows × outputs] of rows, `capacity` at a time; what lay in `features` is lost. */
export function fusedLogits(
  network: FusedNetwork,
  capacity: number,
  rows: Float32Array,
  total: number,
): Float64Array {
  const { inputs, outputs, members } = network.shape;
  const place = network.memory.view(network.memory.at.features!, capacity * inputs);
  const logits = new Float64Array(total * outputs);
  for (let start = 0; start < total; start += capacity) {
    const end = Math.min(start + capacity, total);
    place.set(rows.subarray(start * inputs, end * inputs));
    logits.set(meanOfMembers(network.forward(end - start, false), members, outputs), start * outputs);
  }
  return logits;
}
