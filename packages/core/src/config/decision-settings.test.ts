import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from '../errors.ts';
import { statedPrevalence } from './decision-settings.ts';
import { loadConfig, parseConfig } from './load-config.ts';

const test = suite('decisionSettings');

const training = (text: string, sets: readonly string[] = []) =>
  loadConfig({ text: `training: ${text}`, sets }).training;

function problems(text: string, sets: readonly string[] = []): string {
  try {
    training(text, sets);
  } catch (error) {
    assert.instance(error, RampartError);
    return (error as RampartError).message;
  }
  throw new Error('expected an error');
}

test('nothing given: the better calibration, the threshold for F1, no band, the prevalence of the rows', () => {
  const { calibration, threshold, review, prevalence } = loadConfig({}).training;
  assert.equal(
    { calibration, threshold, review, prevalence },
    {
      calibration: 'auto',
      threshold: 'f1',
      review: undefined,
      prevalence: undefined,
    },
  );
  assert.is(statedPrevalence(loadConfig({}).training), null);
});

test('an objective is a name or one section, in the file and by --set', () => {
  assert.is(training('{ threshold: youden }').threshold, 'youden');
  assert.equal(training('{ threshold: { precision: 0.99 } }').threshold, { precision: 0.99 });
  assert.equal(training('{}', ['training.threshold.precision=0.99']).threshold, { precision: 0.99 });
  assert.equal(training('{ threshold: accuracy }', ['training.threshold.recall=0.9']).threshold, {
    recall: 0.9,
  });
  assert.is(training('{ threshold: { recall: 0.9 } }', ['training.threshold=f1']).threshold, 'f1');
  assert.equal(training('{}', ['training.threshold.cost.miss=10']).threshold, {
    cost: { falseAlarm: 1, miss: 10 },
  });
  const alerts = { perDay: 50, eventsPerDay: 1e6, prevalence: 0.001 };
  const config = parseConfig({ training: { threshold: { alerts } } }, 'the test');
  assert.equal(config.training.threshold, { alerts });
  assert.equal(parseConfig(JSON.parse(JSON.stringify(config)), 'the test'), config);
});

test('an objective that is none says why', () => {
  const one = 'expected exactly one of `cost`, `precision`, `recall` and `alerts`';
  assert.match(problems('{ threshold: {} }'), one);
  assert.match(problems('{ threshold: { precision: 0.9, recall: 0.9 } }'), one);
  assert.match(problems('{ threshold: { precision: 0.9 } }', ['training.threshold.recall=0.8']), one);
  assert.match(
    problems('{ threshold: { precision: 99 } }'),
    '`training.threshold.precision`: expected less than 1',
  );
  assert.match(problems('{ threshold: { precison: 0.9 } }'), 'Did you mean `precision`?');
  assert.match(problems('{ threshold: { cost: { mis: 2 } } }'), 'Did you mean `miss`?');
  assert.match(
    problems('{ threshold: 0.5 }'),
    'expected one of f1, accuracy, youden or a section with settings',
  );
  assert.match(
    problems('{ threshold: { alerts: { perDay: 5, eventsPerDay: 2 } } }'),
    '`training.threshold.alerts.perDay`: expected no more than `eventsPerDay`',
  );
  assert.match(
    problems('{ threshold: { alerts: { perDay: 5 } } }'),
    'eventsPerDay`: expected a number, received nothing',
  );
});

test('a prevalence is stated once', () => {
  const alerts = 'threshold: { alerts: { perDay: 5, eventsPerDay: 1000, prevalence: 0.01 } }';
  assert.is(statedPrevalence(training('{ prevalence: 0.2 }')), 0.2);
  assert.is(statedPrevalence(training(`{ ${alerts} }`)), 0.01);
  assert.is(statedPrevalence(training(`{ prevalence: 0.01, ${alerts} }`)), 0.01);
  assert.match(
    problems(`{ prevalence: 0.02, ${alerts} }`),
    '`training.threshold.alerts.prevalence`: expected the same as `training.prevalence`, or none, received 0.01',
  );
  assert.match(problems('{ prevalence: 1 }'), 'expected less than 1');
});

test('a band is a share or two ends', () => {
  assert.equal(training('{}', ['training.review.share=0.05']).review, { share: 0.05 });
  assert.equal(training('{ review: { low: 0.2, high: 0.8 } }').review, { low: 0.2, high: 0.8 });
  const either = 'expected either `share`, or `low` and `high`';
  for (const text of ['{}', '{ low: 0.2 }', '{ share: 0.1, high: 1 }']) {
    assert.match(problems(`{ review: ${text} }`), either);
  }
  assert.match(
    problems('{ review: { low: 0.9, high: 0.2 } }'),
    '`training.review.high`: expected `high` not below `low`',
  );
});

test.run();
