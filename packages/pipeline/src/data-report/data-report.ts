import { columnKind, columnRole, columnSummary, driftReport } from '@rampart/core/internal';
import { z } from 'zod';
import { leakAudit } from '../leaks/leak-audit.ts';
import { problemGroup } from '@rampart/core/rows';

/** A plain JSON value of a table: null is missing. */
const plainCell = z.union([z.number(), z.string(), z.boolean(), z.null()]);

/** One series of a histogram: how many rows of it fall into each bin. */
const histogramSeries = z.strictObject({
  name: z.string().describe('Class name, or `batch` and `reference`'),
  rows: z.number().int().describe('Rows of the series that hold a value'),
  counts: z.array(z.number()).describe('One a bin; those of a reference add up to its rows'),
});
export type HistogramSeries = z.infer<typeof histogramSeries>;

/** A column's distribution, its bins shared by every series. */
export const columnHistogram = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('numbers'),
    edges: z
      .array(z.number())
      .describe('Rising, one more than there are bins; a bin holds its lower edge, the last one both'),
    byClass: z.array(histogramSeries),
    bySplit: z.array(histogramSeries),
  }),
  z.strictObject({
    type: z.literal('values'),
    labels: z.array(z.string()).describe('One a bin; the last may be the sum of all other values'),
    byClass: z.array(histogramSeries),
    bySplit: z.array(histogramSeries),
  }),
]);
export type ColumnHistogram = z.infer<typeof columnHistogram>;

/** What one column holds, and how that differs by class and from the reference. */
export const reportColumn = z.strictObject({
  name: z.string(),
  kind: columnKind,
  role: columnRole,
  description: z.string().optional(),
  summary: columnSummary.nullable().describe('null where the table lacks the column'),
  histogram: columnHistogram.nullable().describe('null for identifiers, free texts and empty columns'),
  missing: z.strictObject({
    batch: z.number().describe('Share of the rows without a value'),
    reference: z.number().nullable(),
  }),
});
export type ReportColumn = z.infer<typeof reportColumn>;

/** A kind of problem with up to three of its rows. */
export const reportProblem = problemGroup.extend({
  examples: z.array(
    z.strictObject({
      line: z.number(),
      received: z.string(),
      cells: z.record(z.string(), plainCell),
    }),
  ),
});
export type ReportProblem = z.infer<typeof reportProblem>;

/** Something that a person should know; `fail` where the schema's limits say so. */
export const reportWarning = z.strictObject({
  name: z.string().describe('What the limits call it, such as `drift`'),
  level: z.enum(['warn', 'fail']),
  text: z.string(),
  columns: z.array(z.string()),
});
export type ReportWarning = z.infer<typeof reportWarning>;

/** All that `rampart validate` finds: what `--json` prints and what the HTML report shows. */
export const dataReport = z.strictObject({
  format: z.literal(1),
  overview: z.strictObject({
    source: z.string(),
    schema: z.string(),
    description: z.string().optional(),
    reference: z.string().nullable().describe('What the batch was compared with'),
    rows: z.strictObject({ read: z.number(), valid: z.number(), quarantined: z.number() }),
    drawnRows: z
      .number()
      .int()
      .optional()
      .describe(
        'Rows that the histograms are of, evenly over the table; left out where they are of all valid rows',
      ),
    classes: z
      .array(z.strictObject({ name: z.string(), rows: z.number(), positive: z.boolean() }))
      .describe('Empty where the table has no labels'),
    unknownColumns: z.array(z.string()),
    when: z.iso.datetime(),
    passed: z.boolean().describe('false where a limit set to fail is broken'),
  }),
  columns: z.array(reportColumn),
  problems: z.array(reportProblem),
  leakAudit: leakAudit.nullable().describe('null where the table has no labels'),
  drift: driftReport.nullable().describe('null where there is no reference'),
  warnings: z.array(reportWarning),
});
export type DataReport = z.infer<typeof dataReport>;
