import { type Config, digestOf, type Random } from '@rampart/core';
import { resolveCandidate, type Trial } from '../candidate-settings.ts';
import { drawChoice, drawNumber, type NumberSpace } from './draw-number.ts';

/** A space of choices only may be used up: so many repeated draws in a row are the sign of it. */
const repeatsThatEnd = 200;

type SearchConfig = Pick<Config, 'training' | 'transformation'>;

/**
 * Random candidates `trial #1`, `trial #2`, … without end, no two alike; fewer where the space holds no more. Each
 * depends on the stream's seed and its number alone, so that a larger budget tries the same ones and then others.
 */
export function* drawTrials(config: SearchConfig, random: Random): Generator<Trial, void> {
  const seen = new Set<string>();
  let repeats = 0;
  for (let number = 1; repeats < repeatsThatEnd; number++) {
    const trial = drawTrial(number, config, random);
    const { name: _, ...settings } = trial.candidate;
    const digest = digestOf({ settings, transformation: trial.transformation });
    if (seen.has(digest)) {
      repeats++;
      continue;
    }
    repeats = 0;
    seen.add(digest);
    yield trial;
  }
}

/** Random candidate number `number`. What a setting is drawn from has no influence on the others. */
export function drawTrial(number: number, { training, transformation }: SearchConfig, random: Random): Trial {
  const { space } = training.search;
  // No name of the configuration can hold this sign.
  const name = `trial #${number}`;
  const stream = random.fork(name);
  const real = (setting: string, from: NumberSpace) => drawNumber(from, stream.fork(setting));
  const whole = (setting: string, from: NumberSpace) => Math.round(real(setting, from));
  const choice = <T>(setting: string, from: readonly T[]) => drawChoice(from, stream.fork(setting));
  const depth = whole('depth', space.depth);
  const network = {
    // Members average within one network, at less cost than networks of several seeds.
    seeds: 1,
    hidden: Array<number>(depth).fill(whole('width', space.width)),
    dropout: real('dropout', space.dropout),
    inputDropout: real('inputDropout', space.inputDropout),
    learningRate: real('learningRate', space.learningRate),
    weightDecay: real('weightDecay', space.weightDecay),
    batchSize: whole('batchSize', space.batchSize),
    epochs: whole('epochs', space.epochs),
    members: whole('batchEnsemble', space.members),
    activation: choice('activation', space.activation),
    normalization: choice('normalization', space.normalization),
    residual: choice('residual', space.residual),
  };
  const inputs = {
    numeric: choice('numeric', space.numeric ?? withAndWithoutPieces(transformation.numeric)),
    ...(space.bins !== undefined && { bins: whole('bins', space.bins) }),
  };
  const labelSmoothing = real('labelSmoothing', space.labelSmoothing);
  return {
    network: name,
    candidate: { ...resolveCandidate(name, network, training), labelSmoothing },
    transformation: { ...transformation, ...inputs },
    beside: [],
    drawn: true,
  };
}

type Numeric = Config['transformation']['numeric'];

function withAndWithoutPieces(numeric: Numeric): readonly Numeric[] {
  if (numeric === 'auto') return [numeric];
  const scales = [numeric].flat();
  const pieces = 'piecewise-linear';
  return scales.includes(pieces) ? [numeric] : [numeric, [...scales, pieces]];
}
