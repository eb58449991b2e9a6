import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadConfig } from './load-config.ts';

const test = suite('trackingSettings');

test('nothing is tracked elsewhere unless a place is named', () => {
  assert.equal(loadConfig({}).tracking, {});
});

test('the server may come from the environment, with its credentials', () => {
  const env = { MLFLOW_TRACKING_URI: 'https://me:p%40ss@mlflow.example/team' };
  const { tracking } = loadConfig({ text: 'tracking: { mlflow: "${MLFLOW_TRACKING_URI}" }', env });
  assert.equal(tracking, { mlflow: env.MLFLOW_TRACKING_URI });
});

test('what is no address of a server is refused', () => {
  for (const address of ['mlruns', 'file:///tmp/mlruns', 'localhost:5000']) {
    assert.throws(
      () => loadConfig({ sets: [`tracking.mlflow=${address}`] }),
      /`?tracking\.mlflow.*: expected the address of a server, such as http:\/\/127\.0\.0\.1:5000, received/,
    );
  }
});

test.run();
