import { equal } from 'node:assert/strict';
import { suite } from 'uvu';
import { describeImportance } from './describe-importance.ts';

const test = suite('describeImportance');

const feature = (name: string, logLoss: number | null, splitGain: number | null = null) => ({
  name,
  logLoss,
  standardError: logLoss === null ? null : 0.01,
  splitGain,
});

test('three features in a line, and none that is of no use', () => {
  const features = [feature('a', 0.5), feature('b', 0.25), feature('c', 0.1), feature('d', 0.05)];
  equal(
    describeImportance({ importance: { rows: 10, features } }),
    '  Most important: a +0.5000, b +0.2500, c +0.1000 (rise of the log-loss once permuted)\n',
  );
  const useless = [feature('a', 0.5), feature('b', 0), feature('c', -0.1)];
  equal(
    describeImportance({ importance: { rows: 10, features: useless } }),
    '  Most important: a +0.5000 (rise of the log-loss once permuted)\n',
  );
});

test('splits are told where nothing was permuted, and nothing where nothing is known', () => {
  const features = [feature('a', null, 0.75), feature('b', null, 0.25), feature('c', null, 0)];
  equal(
    describeImportance({ importance: { rows: 0, features } }),
    '  Most important: a 75.0 %, b 25.0 % (of the split gain)\n',
  );
  equal(describeImportance({ importance: { rows: 0, features: [] } }), '');
});

test.run();
