import { deepEqual, equal } from 'node:assert/strict';
import { suite } from 'uvu';
import { readModuleText } from './module-text.ts';

const test = suite('readModuleText');

const importsOf = (text: string) =>
  readModuleText(text).imports.map(({ specifier, names }) => [specifier, names]);

test('every way of importing a value, and the names that it takes', () => {
  deepEqual(
    importsOf(`import a from './a.ts';
import { b, type B, c as d } from "./b.ts";
import e, {
  f,
  type G,
} from './e.ts';
import * as h from './h.ts';
import i, * as j from './i.ts';
import './k.ts';
export { l } from './l.ts';
export * from './m.ts';
export * as n from './n.ts';
export { default as o, type P } from './o.ts';
import {
  w, // Why it is needed.
  /* and */ x,
} from './w.ts';
import { "a-b" as y } from './y.ts';
export interface Z { readonly z: number }
import { z } from './z.ts';
export enum N { A, B }
export { n } from './n2.ts';
const lazy = await import (
  './lazy.ts'
);
import { type } from './type.ts';
import { type as typed } from './typed.ts';
import type from './q.ts';
const r = await import('./r.ts');
const s = createRequire(import.meta.url)('s');
new Worker(new URL('./t.js', import.meta.url));
import{u}from"./u.js";import{v}from"./v.js";`),
    [
      ['./a.ts', ['default']],
      ['./b.ts', ['b', 'c']],
      ['./e.ts', ['default', 'f']],
      ['./h.ts', 'all'],
      ['./i.ts', 'all'],
      ['./k.ts', 'all'],
      ['./l.ts', ['l']],
      ['./m.ts', 'all'],
      ['./n.ts', 'all'],
      ['./o.ts', ['default']],
      ['./w.ts', ['w', 'x']],
      ['./y.ts', ['"a-b"']],
      ['./z.ts', ['z']],
      ['./n2.ts', ['n']],
      ['./type.ts', ['type']],
      ['./typed.ts', ['type']],
      ['./q.ts', ['default']],
      ['./u.js', ['u']],
      ['./v.js', ['v']],
      ['./lazy.ts', 'all'],
      ['./r.ts', 'all'],
      ['s', 'all'],
      ['./t.js', 'all'],
    ],
  );
});

test('types alone are no imports, nor are examples in comments', () => {
  deepEqual(
    importsOf(`import type { A } from './a.ts';
import type B from './b.ts';
import type * as C from './c.ts';
export type { D } from './d.ts';
export type * from './e.ts';
import { type F, type G } from './f.ts';
/** Use it so:
 * import { h } from './h.ts';
 */
// import { i } from './i.ts';
const text = "import { j } from './j.ts'";`),
    [],
  );
});

test('a file that only hands on names is a list', () => {
  const list = readModuleText(`// The names.
export { a, b as c, type D } from './a.ts';
/* More. */
export type { E } from './e.ts';
export * from './f.ts';
export * as g from './g.ts';
`);
  equal(list.isList, true);
  deepEqual(
    [...list.handed],
    [
      ['a', { specifier: './a.ts', name: 'a' }],
      ['c', { specifier: './a.ts', name: 'b' }],
      ['g', { specifier: './g.ts', name: '*' }],
    ],
  );
  deepEqual(list.stars, ['./f.ts']);
  for (const more of ["import './x.ts';", 'export const x = 1;', 'start();', "import { y } from './y.ts';"]) {
    equal(readModuleText(`export { a } from './a.ts';\n${more}\n`).isList, false, more);
  }
  equal(readModuleText('').isList, false);
  equal(readModuleText("export type { E } from './e.ts';").isList, false);
});

test.run();
