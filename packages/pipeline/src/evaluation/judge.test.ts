import type { Metrics } from '@rampart/core';
import { perMetric } from '@rampart/core/internal';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { judge } from './judge.ts';

const test = suite('judge');

const metrics = (values: Partial<Metrics>): Metrics => ({ ...perMetric(() => 0.5), ...values });
const candidate = (values: Partial<Metrics>) => ({
  metrics: metrics(values),
  modelDigest: 'new',
  decisionDigest: 'mine',
});
const champion = (values: Partial<Metrics> | null) => ({
  version: '1',
  modelDigest: 'old',
  decisionDigest: 'theirs',
  sameSplit: true,
  metrics: values && metrics(values),
});
const byLoss = { minimum: {}, compareBy: 'logLoss' } as const;

test('the first candidate is accepted when it meets the declared minimum', () => {
  assert.ok(judge(candidate({}), null, byLoss).accepted);
  const { accepted, reasons } = judge(candidate({ accuracy: 0.8, f1: null }), null, {
    minimum: { accuracy: 0.9, f1: 0.1, recall: 0.5 },
    compareBy: 'logLoss',
  });
  assert.not.ok(accepted);
  assert.equal(reasons, [
    'accuracy is 0.8000, the declared minimum is 0.9',
    'f1 is undefined, the declared minimum is 0.1',
  ]);
});

test('a candidate must beat the champion, downward in a loss and upward in a score', () => {
  assert.ok(judge(candidate({ logLoss: 0.1 }), champion({ logLoss: 0.2 }), byLoss).accepted);
  assert.not.ok(judge(candidate({ logLoss: 0.2 }), champion({ logLoss: 0.2 }), byLoss).accepted);
  const byF1 = { minimum: {}, compareBy: 'f1' } as const;
  assert.ok(judge(candidate({ f1: 0.9 }), champion({ f1: 0.8 }), byF1).accepted);
  assert.not.ok(judge(candidate({ f1: null }), champion({ f1: 0.8 }), byF1).accepted);
});

test('the same model again, and a champion that cannot be asked, are told apart', () => {
  const same = { ...candidate({ logLoss: 0.1 }), modelDigest: 'old', decisionDigest: 'theirs' };
  const { accepted, unchanged, reasons } = judge(same, champion({ logLoss: 0.2 }), byLoss);
  assert.match(reasons[0]!, /same model as version 1/);
  assert.equal([accepted, unchanged], [false, true]);
  // What is in production may fall short of a minimum that has been raised since.
  const short = judge(same, champion({}), { ...byLoss, minimum: { recall: 0.9 } });
  assert.equal([short.accepted, short.unchanged], [false, false]);
  assert.ok(judge(candidate({}), champion(null), byLoss).accepted);
});

test('the same model with other decisions is accepted, for the settings ask for them', () => {
  const other = { ...candidate({ logLoss: 0.2, recall: 0.4 }), modelDigest: 'old' };
  const { accepted, unchanged, reasons } = judge(other, champion({ logLoss: 0.2 }), byLoss);
  assert.ok(accepted && !unchanged);
  assert.match(reasons[0]!, /same model as version 1 in production, with the threshold/);
  assert.not.ok(judge(other, champion({}), { ...byLoss, minimum: { recall: 0.5 } }).accepted);
});

test('a champion of another split may have seen the rows, and that is told', () => {
  const other = { ...champion({ logLoss: 0.1 }), sameSplit: false };
  assert.match(judge(candidate({ logLoss: 0.2 }), other, byLoss).reasons[1]!, /another split/);
});

test.run();
