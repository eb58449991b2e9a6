import { z } from 'zod';

// Strict all through: TensorFlow.js reads keys beside these, such as `model_config`, in place of what was checked.

const layerName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/, 'a plain name: a letter, then letters, digits, `_` and `-`')
  // TensorFlow.js finds layers by `in` in a plain object.
  .refine((name) => !(name in Object.prototype), {
    message: 'a name that no object of JavaScript has anyway',
  });

/** A layer, and the number of its output: every layer of ours is applied once and has one. */
const output = z.tuple([layerName, z.literal(0), z.literal(0)]);
const inbound = z.tuple([layerName, z.literal(0), z.literal(0), z.strictObject({})]);

const layer = z.strictObject({
  name: layerName,
  class_name: z.string(),
  config: z.looseObject({ name: z.string(), trainable: z.boolean().optional() }),
  /** One call of the layer; none of the one where rows come in. */
  inbound_nodes: z.array(z.array(inbound).min(1).max(100)).max(1),
});
export type LayerJson = z.output<typeof layer>;

const weight = z.strictObject({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.literal('float32'),
});
export type WeightJson = z.output<typeof weight>;

/** model.json as TensorFlow.js writes it for a model with one input and one output. */
export const modelJson = z.strictObject({
  format: z.literal('layers-model').optional(),
  modelTopology: z.strictObject({
    class_name: z.enum(['Model', 'Functional']),
    config: z.strictObject({
      name: layerName,
      layers: z.array(layer).min(1),
      input_layers: z.tuple([output]),
      output_layers: z.tuple([output]),
    }),
    keras_version: z.string().optional(),
    backend: z.string().optional(),
  }),
  weightsManifest: z.array(z.strictObject({ paths: z.array(z.string()), weights: z.array(weight) })),
});
export type ModelJson = z.output<typeof modelJson>;
