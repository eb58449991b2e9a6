import { ok } from 'node:assert/strict';
import { RampartError } from '@rampart/core';
import { decodeBundle, encodeBundle, readReference } from '@rampart/core/portable';
import { createRandom } from '@rampart/core/internal';
import { exampleContents, examplePackage, mutateJson, resealed, textOf } from '@rampart/core/testing';
import { suite } from 'uvu';
import { createPredictor } from './create-predictor.ts';

const test = suite('damaged bundle');

const sound = encodeBundle({ ...exampleContents(), ...(await examplePackage()) });
const record = { duration: 3, risk: 1, protocol: 'tcp' };

/** Loads a bundle, computes with it and reads its reference; throws what that throws. */
async function use(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const bundle = decodeBundle(files, '/models/1');
  using predictor = await createPredictor(bundle, { backend: 'cpu' });
  const [result] = await predictor.predictEach([record]);
  const probabilities = 'prediction' in result! ? Object.values(result.prediction.probabilities) : [];
  ok(
    probabilities.every((value) => value >= 0 && value <= 1),
    String(probabilities),
  );
  readReference(bundle);
}

const parts = ['schema.json', 'golden.json', 'reference.json', 'model.json', 'manifest.json'] as const;
for (const part of parts) {
  test(`${part}, however it was changed: answers, or says what is wrong, within a second`, async () => {
    const random = createRandom(5).fork(part);
    let refused = 0;
    for (let draw = 0; draw < 60; draw++) {
      let files: Map<string, Uint8Array>;
      const text = mutateJson(textOf(sound, part), random);
      if (part === 'manifest.json') files = new Map(sound).set(part, new TextEncoder().encode(text));
      else files = resealed(sound, { [part]: text });
      if (part === 'manifest.json' && draw % 2 === 0) {
        // One whose seal is right, where it can be written again.
        try {
          const { seal: _, files: __, ...others } = JSON.parse(text) as Record<string, unknown>;
          files = resealed(sound, {}, (manifest) => Object.assign(manifest, others));
        } catch {
          // What cannot be parsed stays as it is.
        }
      }
      const start = process.cpuUsage();
      try {
        await use(files);
      } catch (error) {
        refused++;
        const told = `draw ${draw}: ${String((error as Error).stack).slice(0, 1500)}\n${text.slice(0, 300)}`;
        ok(error instanceof RampartError, told);
        ok(error.message.length < 100_000, `draw ${draw}: a message of ${error.message.length}`);
        ok(/\/models\/1|example version|the model files|golden row|model\.json/.test(error.message), told);
      }
      const { user, system } = process.cpuUsage(start);
      ok(user + system < 1e6, `draw ${draw}: ${(user + system) / 1e6} s`);
    }
    ok(refused > 0);
  });
}

test.run();
