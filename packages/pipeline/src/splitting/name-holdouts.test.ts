import assert from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { nameHoldouts } from './name-holdouts.ts';

const test = suite('nameHoldouts');
const split = parseConfig({}, 'test').split;

test('a name is given, or comes from the file', () => {
  const uris = {
    'data/kdd-test.csv': 'kdd-test',
    's3://bucket/a/b.parquet?x=y': 'b',
    'flows.csv.gz': 'flows',
    'C:\\data\\flows.csv': 'flows',
    'mongodb://host/base.flows?rampartQuery={"a":1}': 'base',
    '-': '-',
    '.hidden': '.hidden',
  };
  for (const [uri, name] of Object.entries(uris)) {
    assert.deepEqual(nameHoldouts([uri], split), [{ name, uri }]);
    assert.deepEqual(nameHoldouts([`own=${uri}`], split), [{ name: 'own', uri }]);
  }
});

test('two of one name are refused, those of the settings included', async () => {
  await rejects(() => nameHoldouts(['a/x.csv', 'b/x.csv'], split), /`x` more than once/);
  const shifted = parseConfig({ split: { shifted: [{ name: 'x', column: 'c', above: 1 }] } }, 'test').split;
  await rejects(() => nameHoldouts(['x.csv'], shifted), /`x` more than once/);
  const own = parseConfig({ split: { shifted: [{ name: 'holdout', column: 'c', above: 1 }] } }, 'test').split;
  await rejects(() => nameHoldouts([], own), /`holdout` more than once/);
  assert.equal(nameHoldouts(['y.csv'], own).length, 1);
});

test.run();
