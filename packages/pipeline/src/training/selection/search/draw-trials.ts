import { type Config, digestOf, networkFamily, type Random } from '@rampart/core';
import { branchOf, type Trial } from '../candidate-settings.ts';

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

/** Random candidate number `number`. */
export function drawTrial(number: number, config: SearchConfig, random: Random): Trial {
  // No name of the configuration can hold this sign.
  const name = `trial #${number}`;
  const space = config.training.search.space[networkFamily.name];
  const settings = networkFamily.draw(space as never, config, random.fork(name));
  return { ...branchOf(name, name, settings, config), beside: [], drawn: true };
}
