import { z } from 'zod';
import type { Json } from '../digest.ts';
import { RampartError } from '../errors.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { buildReference, type ReferenceScores } from '../statistics/drift/build-reference.ts';
import { driftReference } from '../statistics/drift/drift-reference.ts';
import { columnSummary, summarizeColumns } from '../statistics/summarize-columns.ts';
import type { TypedTable } from '../table.ts';
import { dotted, type Path, zodProblems } from '../zod-problems.ts';
import type { Bundle } from './model-package.ts';

/** What reference.json of a bundle holds: the training rows, column by column. */
const bundleReferenceShape = z.strictObject({
  summaries: z.array(columnSummary),
  drift: driftReference,
});
export type BundleReference = z.infer<typeof bundleReferenceShape>;

/** The reference that a bundle made from these rows carries; a model's scores on them belong to it where they are known. */
export function bundleReference(
  table: TypedTable,
  schema: DatasetSchema,
  options: ReferenceScores = {},
): BundleReference {
  return { summaries: summarizeColumns(table, schema), drift: buildReference(table, schema, options) };
}

/** What reference.json holds: the whole reference; summaries alone, or nothing, in bundles of an earlier version. */
export function parseReference(value: unknown, where: string): Json {
  if (value === null || Array.isArray(value)) return value as Json;
  return checkReference(value, where) as unknown as Json;
}

/** The training distributions that a bundle carries. Throws a RampartError('bundle') where it has none, as older ones. */
export function readReference({ reference, where }: Pick<Bundle, 'reference' | 'where'>): BundleReference {
  const place = `${where}/reference.json`;
  if (!Array.isArray(reference)) return checkReference(reference, place);
  throw new RampartError('bundle', {
    where: place,
    expected: 'training distributions to compare with',
    received: 'summaries alone, as an earlier version wrote them',
    fix: 'Train the model again, or name the table it was trained on.',
  });
}

function checkReference(value: unknown, where: string): BundleReference {
  const parsed = bundleReferenceShape.safeParse(value);
  if (parsed.success) return parsed.data;
  const place = (path: Path) => (path.length === 0 ? where : `${where}, ${dotted(path)}`);
  throw new RampartError(
    'bundle',
    zodProblems(parsed.error.issues, { schema: bundleReferenceShape, value, place }),
  );
}
