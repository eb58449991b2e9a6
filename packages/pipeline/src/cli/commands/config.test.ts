import { equal, match, ok } from 'node:assert/strict';
import { suite } from 'uvu';
import { runCommand } from '../../testing/run-command.ts';

const test = suite('rampart config');

test('lists settings with default, values and meaning', async () => {
  const { code, stdout } = await runCommand(['config']);
  equal(code, 0);
  match(stdout, /^training\.folds {2}\(default: 4\)\n {2}Parts of .*\n {2}It may be a whole number/m);
  const { settings } = (await runCommand(['config', '--json'])).json<{ settings: { name: string }[] }>();
  ok(settings.some(({ name }) => name === 'training.epochs'));
});

test('a setting that is too large is told as it was received', async () => {
  const argv = ['run', 'x.csv', '--schema', 'phishing', '--out', 'out', '--set', 'training.epochs=1e999'];
  const { code, stderr } = await runCommand(argv);
  equal(code, 2);
  match(stderr, /training\.epochs=1e999: expected a number that is not too large, received Infinity\./);
});

test.run();
