import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { readEvents } from '../testing/read-events.ts';
import { testTracker } from '../testing/test-tracker.ts';
import { scalarEvent } from './tensorboard/event.ts';
import { tfRecord } from './tensorboard/tf-record.ts';
import { tensorboard } from './tensorboard.ts';
import type { RunStatus, Texts } from './tracker.ts';

const test = suite('TensorBoard');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

async function fileOf(place: string, runId: string): Promise<string> {
  const directory = join(folder.path, place, runId);
  const [name, ...others] = await readdir(directory);
  deepEqual(others, []);
  match(name!, /^events\.out\.tfevents\.\d{10}\./);
  return join(directory, name!);
}

testTracker(test, 'TensorBoard', {
  open: (place) => tensorboard(join(folder.path, place)),
  async read(place, runId) {
    const events = readEvents(await readFile(await fileOf(place, runId)));
    equal(events[0]!.version, 'brain.Event:2');
    ok(events.every(({ time }) => Math.abs(time - Date.now() / 1000) < 600));
    const points = new Map<string, { step: number; value: number }[]>();
    for (const { step, scalars } of events) {
      for (const { name, value } of scalars) points.set(name, [...(points.get(name) ?? []), { step, value }]);
    }
    const texts = new Map(
      events.flatMap((event) => event.texts.map(({ name, text }) => [name, tableOf(text)])),
    );
    const { status, ...outcome } = texts.get('outcome')!;
    const tags = { ...texts.get('run'), ...outcome };
    return { params: texts.get('settings')!, tags, status: status as RunStatus, points };
  },
  async broken() {
    const file = join(folder.path, 'a-file');
    await writeFile(file, '');
    return tensorboard(file);
  },
  kept: Math.fround,
});

/** The cells of a Markdown table with two columns. */
function tableOf(markdown: string): Texts {
  const rows = markdown.split('\n').slice(2);
  return Object.fromEntries(
    rows.map((row) => /^\| (.*) \| (.*) \|$/.exec(row)!.slice(1) as [string, string]),
  );
}

test('a record is the bytes that TensorFlow writes', () => {
  // tf.io.TFRecordWriter(path).write(b'hello')
  equal(
    Buffer.from(tfRecord(Buffer.from('hello'))).toString('hex'),
    '0500000000000000eab2043e68656c6c6fbb1f1c19',
  );
});

test('steps beyond 32 bits and names of any script are kept', () => {
  const [event] = readEvents(Buffer.from(tfRecord(scalarEvent(1.5, 2 ** 40 + 3, { 'verlust/größe': -2 }))));
  deepEqual(event, {
    time: 1.5,
    step: 2 ** 40 + 3,
    version: undefined,
    scalars: [{ name: 'verlust/größe', value: -2 }],
    texts: [],
  });
});

test('TensorBoard itself reads it', async () => {
  const python = process.env['RAMPART_TENSORBOARD_PYTHON'];
  if (python === undefined || python === '') {
    process.stdout.write('skipped: RAMPART_TENSORBOARD_PYTHON names no Python with tensorboard\n');
    return;
  }
  const directory = join(folder.path, 'itself');
  const start = { runId: 'run', params: { 'a|b': 'c|d', seed: '7' }, tags: { schema: 'flows' } };
  const run = tensorboard(directory).startRun(start, () => {});
  for (let step = 1; step <= 50; step++) run.log({ loss: 1 / step, learningRate: 0.25 }, step);
  await run.end('finished', { figures: { 'holdout/accuracy': 0.5 }, tags: { chosen: 'mlp-8' } });
  const program = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'tensors': 0})
events.Reload()
scalars = {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in events.Tags()['scalars']}
texts = {tag: events.Tensors(tag)[0].tensor_proto.string_val[0].decode() for tag in events.Tags()['tensors']}
print(json.dumps({'scalars': scalars, 'texts': texts, 'plugins': sorted(events.PluginTagToContent('text'))}))
`;
  const { stdout } = await promisify(execFile)(python, ['-c', program, join(directory, 'run')]);
  const read = JSON.parse(stdout) as {
    scalars: Record<string, [number, number][]>;
    texts: Record<string, string>;
    plugins: string[];
  };
  deepEqual(
    read.scalars['loss'],
    Array.from({ length: 50 }, (_, at) => [at + 1, Math.fround(1 / (at + 1))]),
  );
  deepEqual(read.scalars['holdout/accuracy'], [[0, 0.5]]);
  deepEqual(read.plugins, ['outcome', 'run', 'settings']);
  equal(read.texts['settings'], '| | |\n|---|---|\n| a\\|b | c\\|d |\n| seed | 7 |');
});

test.run();
