import { join } from 'node:path';
import { z } from 'zod';
import { RampartError } from '../errors.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { buildReference } from '../statistics/drift/build-reference.ts';
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
  options: { readonly scores?: Float64Array } = {},
): BundleReference {
  return { summaries: summarizeColumns(table, schema), drift: buildReference(table, schema, options) };
}

/** The training distributions that a bundle carries. Throws a RampartError('bundle') where it has none, as older ones. */
export function readReference(bundle: Pick<Bundle, 'reference' | 'directory'>): BundleReference {
  const parsed = bundleReferenceShape.safeParse(bundle.reference);
  if (parsed.success) return parsed.data;
  const where = join(bundle.directory, 'reference.json');
  const place = (path: Path) => (path.length === 0 ? where : `${where}, ${dotted(path)}`);
  const older = Array.isArray(bundle.reference);
  throw new RampartError(
    'bundle',
    older
      ? {
          where,
          expected: 'training distributions to compare with',
          received: 'summaries alone, as an earlier version wrote them',
          fix: 'Train the model again, or name the table it was trained on.',
        }
      : zodProblems(parsed.error.issues, { schema: bundleReferenceShape, value: bundle.reference, place }),
  );
}
