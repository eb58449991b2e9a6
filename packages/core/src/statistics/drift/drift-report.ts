import { z } from 'zod';

/** What a drift test looked at: a feature, the label, or the scores that a model gave. */
export const driftRole = z.enum(['feature', 'label', 'score']);
export type DriftRole = z.infer<typeof driftRole>;

/** Share of cells without a value in the reference and in the batch, and Fisher's exact test of the two. */
const missingDrift = z.strictObject({
  reference: z.number().describe('Share of the reference rows'),
  batch: z.number().describe('Share of the batch rows'),
  pValue: z.number(),
  alarm: z.boolean(),
});

/** One column of a batch beside the reference. */
export const columnDrift = z.strictObject({
  name: z.string(),
  role: driftRole,
  test: z
    .enum(['g', 'ks', 'none'])
    .describe(
      'G-test on few values, Kolmogorov-Smirnov on continuous ones; none where only gaps are compared',
    ),
  statistic: z.number().describe('G, or the Kolmogorov-Smirnov distance'),
  threshold: z.number().describe('The statistic above which the column alarms at this budget and batch size'),
  pValue: z.number().describe('Not corrected; it alarms below `perTest.values` of the report'),
  alarm: z.boolean().describe('Whether the values drift; gaps have their own'),
  distance: z
    .number()
    .describe(
      'From 0 to 1: total variation distance on few values, Kolmogorov-Smirnov distance on continuous ones',
    ),
  wasserstein: z
    .number()
    .nullable()
    .describe('Continuous columns: Wasserstein distance in standard deviations of the reference'),
  means: z
    .strictObject({ reference: z.number(), batch: z.number(), deviation: z.number() })
    .optional()
    .describe('Continuous columns: the means, and the standard deviation of the reference'),
  widest: z
    .strictObject({ above: z.number(), reference: z.number(), batch: z.number() })
    .optional()
    .describe('Continuous columns: the number above which the shares of rows differ most, and those shares'),
  missing: missingDrift,
  unseen: z
    .strictObject({
      rows: z.number().int(),
      values: z.array(z.strictObject({ value: z.union([z.number(), z.string()]), count: z.number().int() })),
    })
    .describe('Values that the reference never held; the most frequent are named'),
  changes: z
    .array(
      z.strictObject({
        value: z.union([z.number(), z.string(), z.null()]).describe('null: all values not listed'),
        reference: z.number(),
        batch: z.number(),
      }),
    )
    .describe('Few values: the shares that differ most, in the reference and in the batch'),
  trainedOn: z
    .number()
    .optional()
    .describe('Scores: the share of the batch that the model was trained on, as fits the scores best'),
  power: z.number().describe('Share of batches of this size in which the stated shift would alarm'),
});
export type ColumnDrift = z.infer<typeof columnDrift>;

/** A shift that drift detection should find. */
export const statedShift = z.strictObject({
  share: z.number().describe('Few values: the share of rows that move from one value to another'),
  deviations: z.number().describe('Continuous values: the shift in standard deviations of the reference'),
});
export type StatedShift = z.infer<typeof statedShift>;

/** A batch judged against a reference, as plain JSON. Columns come by severity: alarms first, then the larger distance. */
export const driftReport = z.strictObject({
  verdict: z.enum(['drift', 'no drift', 'not enough data']),
  enough: z.boolean().describe('false: no drift was found, and a batch of this size would hardly show it'),
  alarm: z.boolean(),
  rows: z.strictObject({ reference: z.number().int(), batch: z.number().int() }),
  falseAlarmRate: z.number().describe('Share of clean batches that may alarm'),
  tests: z.number().int().describe('Tests among which the false alarm rate is divided: one or two a column'),
  perTest: z
    .strictObject({ values: z.number(), gaps: z.number() })
    .describe('The p-value below which one column alarms, for its values and for its missing rate'),
  columns: z.array(columnDrift),
  notCompared: z.array(z.string()).describe('Columns of the reference that the batch lacks'),
  power: z.strictObject({
    shift: statedShift,
    weakest: z.number().describe('Power of the column in which the shift is hardest to find'),
    weakestColumn: z.string().nullable(),
    wanted: z.number(),
    rowsNeeded: z
      .number()
      .int()
      .nullable()
      .describe('Rows at which even the weakest column reaches the wanted power; null where no number does'),
  }),
});
export type DriftReport = z.infer<typeof driftReport>;
