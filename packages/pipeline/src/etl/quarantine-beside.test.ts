import { equal } from 'node:assert/strict';
import { join } from 'node:path';
import { suite } from 'uvu';
import { quarantineBeside } from './quarantine-beside.ts';

const test = suite('quarantineBeside');

test('the quarantine lies beside what is written', () => {
  for (const [sink, quarantine] of [
    ['flows.csv.gz', 'flows.csv.gz.quarantine.ndjson'],
    ['file:///data/flows.csv', 'file:///data/flows.csv.quarantine.ndjson'],
    ['s3://bucket/a/flows.parquet', 's3://bucket/a/flows.parquet.quarantine.ndjson'],
    ['mongodb://u:p@host/db.flows', 'mongodb://u:p@host/db.flows_quarantine'],
    ['mongodb+srv://host/db.flows?w=majority', 'mongodb+srv://host/db.flows_quarantine?w=majority'],
    ['store:data/store/flows', join('data', 'store', 'flows.quarantine.ndjson')],
    ['store:flows', join('feature-store', 'flows.quarantine.ndjson')],
    ['-', undefined],
  ] as const) {
    equal(quarantineBeside(sink), quarantine);
  }
});

test.run();
