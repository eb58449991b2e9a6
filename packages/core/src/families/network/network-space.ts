import { z } from 'zod';
import type { DeepReadonly } from '../../config/deep-freeze.ts';
import { maximumSteps, type MemberSections, minimumSteps } from '../../config/member-defaults.ts';
import { whole } from '../../config/ranges.ts';
import { transformationSettings } from '../../config/transformation-settings.ts';
import type { Random } from '../../random.ts';
import { drawChoice, drawNumber, type NumberSpace } from '../draw-number.ts';
import { choices, numbers } from '../number-space.ts';
import { type NetworkSettings, resolveNetwork } from './network-settings.ts';

/**
 * What random networks are drawn from; whatever is not here comes from the training section. The defaults are what
 * led on tables of network features: some inputs dropped, several networks that share weights, no label smoothing (a
 * temperature does not undo what it does to probabilities). ReLU is as good as the smoother activations there, and
 * the kernel has it.
 */
export const networkSpace = z.strictObject({
  depth: numbers(whole.min(0).max(16)).prefault([1, 2, 2, 2, 3]).describe('Hidden layers, all of one width'),
  width: numbers(whole.min(1).max(8192))
    .prefault([96, 128, 192, 256, 384])
    .describe('Units of a hidden layer'),
  dropout: numbers(z.number().min(0).lt(1))
    .prefault({ min: 0, max: 0.5 })
    .describe('Share of the hidden units dropped in a step'),
  inputDropout: numbers(z.number().min(0).lt(1))
    .prefault({ min: 0.03, max: 0.2, scale: 'log' })
    .describe('Share of the inputs dropped in a step'),
  learningRate: numbers(z.number().gt(0).max(1))
    .prefault({ min: 0.003, max: 0.015, scale: 'log' })
    .describe('How far one step goes, at most'),
  weightDecay: numbers(z.number().min(0).lt(1))
    .prefault({ min: 0.02, max: 0.5, scale: 'log' })
    .describe('How strongly weights are pulled to 0'),
  labelSmoothing: numbers(z.number().min(0).lt(0.5))
    .prefault(0)
    .describe('Share of each label that is given to the other classes'),
  batchSize: numbers(whole.min(1).max(1_000_000)).prefault([128, 256, 512]).describe('Rows of one step'),
  epochs: numbers(whole.min(1).max(100_000))
    .prefault([20, 40, 60])
    .describe('Times that a network sees every training row'),
  minimumSteps: numbers(minimumSteps).optional().describe('Steps at least, whatever the epochs'),
  maximumSteps: numbers(maximumSteps).optional().describe('Steps at most, whatever the epochs'),
  batchEnsemble: numbers(whole.min(1).max(256))
    .prefault([1, 2, 4, 8])
    .describe('Networks that share their weights'),
  activation: choices(z.enum(['relu', 'silu', 'gelu', 'tanh']))
    .prefault(['relu'])
    .describe('What each hidden unit makes of its inputs'),
  normalization: choices(z.enum(['none', 'batch', 'layer']))
    .prefault(['none'])
    .describe('Whether hidden units are brought to one scale'),
  residual: choices(z.boolean())
    .prefault([false, true])
    .describe('Whether layers add to what came into them'),
  numeric: choices(transformationSettings.shape.numeric.unwrap())
    .optional()
    .describe(
      'How numbers are scaled; default: as the transformation section says, with or without pieces beside it',
    ),
  bins: numbers(whole.min(2).max(1024)).optional().describe('Bins of the quantile transform'),
});
export type NetworkSpace = DeepReadonly<z.output<typeof networkSpace>>;

/** A random network. What a setting is drawn from has no influence on the others. */
export function drawNetwork(space: NetworkSpace, sections: MemberSections, random: Random): NetworkSettings {
  const real = (setting: string, from: NumberSpace) => drawNumber(from, random.fork(setting));
  const whole = (setting: string, from: NumberSpace) => Math.round(real(setting, from));
  const choice = <T>(setting: string, from: readonly T[]) => drawChoice(from, random.fork(setting));
  const depth = whole('depth', space.depth);
  const member = {
    hidden: Array<number>(depth).fill(whole('width', space.width)),
    dropout: real('dropout', space.dropout),
    inputDropout: real('inputDropout', space.inputDropout),
    learningRate: real('learningRate', space.learningRate),
    weightDecay: real('weightDecay', space.weightDecay),
    batchSize: whole('batchSize', space.batchSize),
    epochs: whole('epochs', space.epochs),
    minimumSteps: space.minimumSteps && whole('minimumSteps', space.minimumSteps),
    maximumSteps: space.maximumSteps && whole('maximumSteps', space.maximumSteps),
    batchEnsemble: whole('batchEnsemble', space.batchEnsemble),
    activation: choice('activation', space.activation),
    normalization: choice('normalization', space.normalization),
    residual: choice('residual', space.residual),
    numeric: choice('numeric', space.numeric ?? withAndWithoutPieces(sections.transformation.numeric)),
  };
  const settings = resolveNetwork(member, sections);
  return {
    ...settings,
    labelSmoothing: real('labelSmoothing', space.labelSmoothing),
    ...(space.bins !== undefined && {
      transformation: { ...settings.transformation, bins: whole('bins', space.bins) },
    }),
  };
}

type Numeric = MemberSections['transformation']['numeric'];

function withAndWithoutPieces(numeric: Numeric): readonly Numeric[] {
  if (numeric === 'auto') return [numeric];
  const scales = [numeric].flat();
  const pieces = 'piecewise-linear';
  return scales.includes(pieces) ? [numeric] : [numeric, [...scales, pieces]];
}
