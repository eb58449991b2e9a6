import { deepEqual } from 'node:assert/strict';
import type { DatasetSchema } from '../../schema/dataset-schema.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import fc from 'fast-check';
import { suite } from 'uvu';
import { typeBatches } from '../../rows/type-batches.ts';
import type { Source } from '../../rows/source.ts';
import { csv } from './csv.ts';
import { bytesOf, outcome, sameAllWays } from './typed-csv.test.kit.ts';

const test = suite('lines that are no rows');
const block = fc.integer({ min: 1, max: 40 });
const chunk = fc.integer({ min: 1, max: 6 });

test('headers again, comments and lines in front are the same both ways', async () => {
  const texts = defineSchema({
    name: 'texts',
    file: { comment: '#' },
    columns: [
      { name: 'a', kind: 'categorical' },
      { name: 'b', kind: 'categorical', role: 'ignored' },
    ],
  });
  const line = fc.constantFrom(
    'a,b',
    '"a",b',
    ' a , b',
    '\ufeffa,b',
    'a,c',
    'ab,b',
    '#x',
    '"#x",1',
    'x,y',
    '',
    'a',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), block, chunk, async (lines, blockSize, rows) => {
      const text = ['a,b', ...lines].join('\n');
      const kept = ['a,b', ...lines].filter((one) => !one.startsWith('#')).join('\n');
      const fast = (one: string, as: DatasetSchema) =>
        outcome(csv.readTyped!(bytesOf(one, blockSize), as, { chunkRows: rows }));
      const read: Source['read'] = (options) => csv.read(bytesOf(text, blockSize), options);
      const slow = await outcome(typeBatches({ uri: 'flows.csv', read }, texts, { chunkRows: rows }));
      deepEqual(await fast(text, texts), slow);
      await sameAllWays(kept, blockSize, rows, { ...texts, file: { header: true, delimiter: ',' } });
      const title = { ...texts, file: { ...texts.file, skip: 2 } };
      const titled = (await fast(`a title,"\r\n\n${text}`, title)) as { rejected?: unknown };
      if (typeof slow !== 'string' && !Array.isArray(slow)) {
        deepEqual(titled, { ...slow, lines: slow.lines.map((at) => at + 2), rejected: titled.rejected });
      }
    }),
    { numRuns: 300 },
  );
});

test.run();
