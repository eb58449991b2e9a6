import { match } from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { testTracker } from '../testing/test-tracker.ts';
import { type RunLogLine, runLog } from './run-log.ts';
import type { RunStatus, Texts } from './tracker.ts';

const test = suite('run log');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

testTracker(test, 'run log', {
  open: (place) => runLog(join(folder.path, place)),
  async read(place, runId) {
    const text = await readFile(join(folder.path, place, runId, 'metrics.jsonl'), 'utf8');
    let [params, tags, status]: [Texts, Texts, RunStatus | undefined] = [{}, {}, undefined];
    const points = new Map<string, { step: number; value: number }[]>();
    for (const json of text.split('\n').slice(0, -1)) {
      const line = JSON.parse(json) as RunLogLine;
      if (line.type === 'start') ({ params, tags } = line);
      else {
        const step = line.type === 'figures' ? line.step : 0;
        for (const [name, value] of Object.entries(line.figures)) {
          points.set(name, [...(points.get(name) ?? []), { step, value }]);
        }
      }
      if (line.type === 'end') {
        status = line.status;
        tags = { ...tags, ...line.tags };
      }
    }
    return { params, tags, status: status!, points };
  },
  async broken() {
    const file = join(folder.path, 'a-file');
    await writeFile(file, '');
    return runLog(file);
  },
});

test('every line tells its time and what it is', async () => {
  const run = runLog(folder.path).startRun({ runId: 'a', params: {}, tags: {} }, () => {});
  run.log({ loss: 1 }, 1);
  await run.end('finished', { figures: {}, tags: {} });
  match(
    await readFile(join(folder.path, 'a/metrics.jsonl'), 'utf8'),
    /^\{"time":"\d{4}-\d\d-\d\dT[\d:.]+Z","type":"start","runId":"a","params":\{\},"tags":\{\}\}\n.*"type":"figures","step":1,"figures":\{"loss":1\}\}\n.*"type":"end","status":"finished"/,
  );
});

test.run();
