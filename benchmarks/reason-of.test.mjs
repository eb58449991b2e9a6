import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { reasonOf } from './reason-of.mjs';

const test = suite('reasonOf');

test('the line that names the error, whatever is written after it', () => {
  const node =
    'node x.mjs ended with 1:\nfile:///x.mjs:1\nTypeError: no such thing\n    at f (x.mjs:1:1)\n\nNode.js v20';
  assert.equal(reasonOf(new Error(node)), 'TypeError: no such thing');
  const python = 'python3 ended with 1:\nTraceback:\n  File "x.py"\nModuleNotFoundError: No module named x\n';
  assert.equal(reasonOf(new Error(python)), 'ModuleNotFoundError: No module named x');
  assert.equal(reasonOf(new Error('spawn python3 ENOENT')), 'spawn python3 ENOENT');
});

test('what the program wrote on standard error comes first', () => {
  assert.equal(reasonOf({ stderr: 'ERROR: no package\n', message: 'Command failed' }), 'ERROR: no package');
});

test.run();
