import { readdirSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { layerKinds } from '../../encoding/topology/layer-kinds.ts';
import { registerLayers, savedLayers } from '../index.ts';

const test = suite('registerLayers');

function registered(): string[] {
  return Object.keys(tf.serialization.SerializationMap.getMap().classNameMap).filter((name) =>
    name.startsWith('Rampart'),
  );
}

test('an import registers nothing, a call everything, a second call nothing more', () => {
  assert.equal(registered(), []);
  registerLayers();
  const names = savedLayers.map(({ className }) => className);
  assert.equal(registered(), names);
  registerLayers();
  assert.equal(registered(), names);
});

test('no layer is forgotten, and each can be checked before it is built', () => {
  for (const { className } of savedLayers) assert.ok(layerKinds.has(className), className);
  const tensor = new URL('../', import.meta.url);
  const files = readdirSync(tensor, { recursive: true, encoding: 'utf8' });
  assert.is(savedLayers.length, files.filter((file) => file.endsWith('-layer.ts')).length);
});

test.run();
