import { availableParallelism } from 'node:os';
import type { Config } from '@rampart/core';

/** How many networks are trained at a time: the setting, or as many as the machine runs at once. */
export function concurrencyOf({ concurrency }: Pick<Config, 'concurrency'>): number {
  return concurrency === 'auto' ? availableParallelism() : concurrency;
}
