import type { Random } from '../random.ts';

/** What a number is drawn from: a single value, choices that are equally likely, or a range with both its ends. */
export type NumberSpace =
  | number
  | readonly number[]
  | { readonly min: number; readonly max: number; readonly scale: 'linear' | 'log' | 'integer' };

/** One number of the space; on the scale `log` its logarithm is evenly distributed. */
export function drawNumber(space: NumberSpace, random: Random): number {
  if (typeof space === 'number') return space;
  if (isChoices(space)) return drawChoice(space, random);
  const { min, max, scale } = space;
  if (scale === 'integer') return Math.ceil(min) + random.integer(Math.floor(max) - Math.ceil(min) + 1);
  const [from, to] = scale === 'log' ? [Math.log(min), Math.log(max)] : [min, max];
  const drawn = from + (to - from) * random.next();
  // The exponential of the logarithm of an end may lie beside it.
  return Math.min(max, Math.max(min, scale === 'log' ? Math.exp(drawn) : drawn));
}

/** One of the choices, each as likely as the others. */
export function drawChoice<T>(choices: readonly T[], random: Random): T {
  return choices[random.integer(choices.length)]!;
}

function isChoices(space: NumberSpace): space is readonly number[] {
  return Array.isArray(space);
}
