import type { z } from 'zod';
import { RampartError } from '../errors.ts';

/**
 * What a layer's config in a model file says, read by its shape. Throws RampartError('bundle') with every problem where it
 * says something else.
 */
export function parseLayerConfig<T>(shape: z.ZodType<T>, config: unknown, layer: string): T {
  const { data, error } = shape.safeParse(config);
  if (error === undefined) return data;
  throw new RampartError(
    'bundle',
    error.issues.map(({ path, message }) => ({
      where: `the model's ${[`${layer} layer`, path.join('.')].filter(Boolean).join(', ')}`,
      expected: `a ${layer} of this version (${message})`,
      fix: 'Upgrade Rampart if the model was made by a newer version, else copy the model again.',
    })),
  );
}
