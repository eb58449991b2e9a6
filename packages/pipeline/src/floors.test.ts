import { importGraph, readSources } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

/** Rooms and files of this package from the bottom to the top: each may use itself and what stands before it. */
const floors = [
  'threads',
  'table',
  'rows',
  'formats',
  'feature-store',
  'sources',
  'sinks',
  'connections',
  'splitting',
  'features',
  'checking',
  'leaks',
  'data-report',
  'production',
  'schema-inference',
  'doctor',
  'scoring',
  'etl',
  'ingestion',
  'validation',
  'transformation',
  'training',
  'evaluation',
  'pushing',
  'cross-validation',
  'report',
  'tracking',
  'clean-artifacts.ts',
  'training-pipeline.ts',
  'load-schema.ts',
  'cli',
  'index.ts',
];

const root = 'pipeline/src/';

function roomOf(path: string): string {
  return path.slice(root.length).split('/')[0]!;
}

/** What is imported from a higher floor, or from a room that has none; types count, tests and what only they use do not. */
function upwards(graph: ReadonlyMap<string, readonly string[]>): string[] {
  return [...graph].flatMap(([from, imports]) => {
    if (/\.test\.(?:kit\.)?ts$/.test(from) || roomOf(from) === 'testing') return [];
    return imports
      .filter(
        (to) =>
          !(floors.indexOf(roomOf(to)) >= 0 && floors.indexOf(roomOf(to)) <= floors.indexOf(roomOf(from))),
      )
      .map((to) => `${from.slice(root.length)} imports ${to.slice(root.length)}`);
  });
}

const test = suite('floors');
const graph = importGraph(readSources(['pipeline']));

test('rooms use what stands below them only', () => {
  assert.equal(upwards(graph), []);
});

test('every floor is there', () => {
  const rooms = new Set([...graph.keys()].map(roomOf));
  assert.equal(
    floors.filter((floor) => !rooms.has(floor)),
    [],
  );
});

test('found: an import of a type from a higher floor, and a room without a floor', () => {
  const planted = new Map([
    [`${root}rows/planted.ts`, [`${root}sources/open-source.ts`]],
    [`${root}sources/planted.ts`, [`${root}rows/source.ts`, `${root}attic/planted.ts`]],
  ]);
  assert.equal(upwards(planted), [
    'rows/planted.ts imports sources/open-source.ts',
    'sources/planted.ts imports attic/planted.ts',
  ]);
});

test.run();
