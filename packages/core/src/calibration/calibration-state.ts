import { z } from 'zod';
import { groupColumns } from '../encoding/group-columns.ts';

/** Far beyond any logit that makes a difference, and within what float32 can divide and add without overflow. */
const logit = z.number().min(-1e6).max(1e6);

/** A monotone map from logit to logit: straight between its knots, constant beyond the outermost ones. */
const monotoneMap = z
  .strictObject({ edges: z.array(logit).min(2), values: z.array(logit).min(2) })
  .refine(({ edges, values }) => edges.length === values.length, { message: 'one value for each edge' })
  .refine(({ edges }) => edges.every((edge, i) => i === 0 || edge - edges[i - 1]! >= 1e-30), {
    // By less, the width of a part has no inverse in float32.
    message: 'edges that rise',
  })
  .refine(({ values }) => values.every((value, i) => i === 0 || value >= values[i - 1]!), {
    message: 'values that never fall',
  });
export type MonotoneMap = z.infer<typeof monotoneMap>;

/** How logits become those of honest probabilities: divided by the temperature, mapped, shifted; in this order. */
const calibrator = z
  .strictObject({
    /** Whether each feature group is there, in the order of the groups. */
    present: z.array(z.boolean()),
    temperature: z.number().min(1e-3).max(1e3),
    /** Added to each logit: what another class share than that of the training rows makes of the odds. */
    shift: z.array(logit).min(1),
    isotonic: monotoneMap.nullable(),
  })
  .refine(({ shift, isotonic }) => isotonic === null || shift.length === 1, {
    message: 'a monotone map only for a single logit',
    path: ['isotonic'],
  });
export type Calibrator = z.infer<typeof calibrator>;

/**
 * Calibration of a model as plain JSON. With feature groups there is a calibrator for each useful subset of them;
 * the first is that of all groups, and stands in for subsets that have none. The keys are single lower-case words,
 * because TensorFlow.js rewrites others in saved models.
 */
export const calibrationState = z
  .strictObject({
    /** The columns, among the encoded ones, of each feature group; none: one calibrator for all rows. */
    groups: groupColumns,
    calibrators: z.array(calibrator).min(1),
  })
  .refine(({ groups, calibrators }) => calibrators.every(({ present }) => present.length === groups.length), {
    message: 'one `present` for each group',
    path: ['calibrators'],
  })
  .refine(({ calibrators: [first] }) => first?.present.every(Boolean), {
    message: 'all groups present in the first',
    path: ['calibrators'],
  })
  .refine(
    ({ calibrators }) =>
      new Set(calibrators.map(({ present }) => present.join())).size === calibrators.length,
    { message: 'every subset once', path: ['calibrators'] },
  )
  .refine(
    ({ calibrators: [first, ...others] }) =>
      others.every(({ shift }) => shift.length === first?.shift.length),
    { message: 'one shift for each logit, as many in all calibrators', path: ['calibrators'] },
  );
export type CalibrationState = z.infer<typeof calibrationState>;

/** The number of logits that the calibration is for: 1 with two classes, else the number of classes. */
export function calibratedOutputs({ calibrators }: CalibrationState): number {
  return calibrators[0]!.shift.length;
}

/** The calibration that divides every logit by one temperature, whatever the row; temperature 1 changes nothing. */
export function temperatureOnly(temperature: number, outputs: number): CalibrationState {
  const shift = new Array<number>(outputs).fill(0);
  return { groups: [], calibrators: [{ present: [], temperature, shift, isotonic: null }] };
}
