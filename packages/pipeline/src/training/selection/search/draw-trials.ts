import type { Random } from '@rampart/core';
import { digestOf, drawChoice } from '@rampart/core/internal';
import { monotoneLearners } from '../keep-monotone.ts';
import { memberKey, type Trial, trialOf, type TrialOptions } from '../trial.ts';

/** A space of choices only may be used up: so many repeated draws in a row are the sign of it. */
const repeatsThatEnd = 200;

/**
 * Random candidates `trial #1`, `trial #2`, … without end, no two alike; fewer where the space holds no more. Each
 * depends on the stream's seed and its number alone, so that a larger budget tries the same ones and then others.
 */
export function* drawTrials(options: TrialOptions, random: Random): Generator<Trial, void> {
  const seen = new Set<string>();
  let repeats = 0;
  for (let number = 1; repeats < repeatsThatEnd; number++) {
    const trial = drawTrial(number, options, random);
    const [{ family, settings }] = trial.members as [Trial['members'][number]];
    const digest = digestOf({ family, settings });
    if (seen.has(digest)) {
      repeats++;
      continue;
    }
    repeats = 0;
    seen.add(digest);
    yield trial;
  }
}

/** Random candidate number `number`: one member, of each family that keeps what is declared monotone as likely as of any other. */
export function drawTrial(number: number, options: TrialOptions, random: Random): Trial {
  // No name of the configuration can hold this sign.
  const name = `trial #${number}`;
  const { config } = options;
  const stream = random.fork(name);
  const { family } = drawChoice(monotoneLearners(options), stream.fork('family'));
  const settings = family.draw(config.training.search.space[family.name], config, stream);
  const members = [{ name, key: memberKey(name), family: family.name, settings }];
  return trialOf({ name, members, blend: 'equal', drawn: true }, options);
}
