import type { Random } from '../random.ts';

/** Plain data that anybody may have written. */
type Holder = unknown[] | Record<string, unknown>;

/** Stands for what JSON.stringify cannot write: lists in lists in lists, and objects in objects. */
const nested = { 'lists in lists': ['[', ']'], 'objects in objects': ['{"a":', '}'] } as const;
const depth = 50_000;

const strange = [
  null,
  true,
  -1,
  0,
  0.5,
  1e9,
  1e308,
  -1e308,
  1e-320,
  2 ** 53,
  '',
  'abc',
  '__proto__',
  'x'.repeat(100_000),
  [],
  [[]],
  {},
  { a: 1 },
  ...Object.keys(nested),
];

/** Every place of a value inside plain data, as the object or list that holds it and the key. */
function placesIn(value: unknown, found: [Holder, string][] = []): [Holder, string][] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    found.push([value as Holder, key]);
    placesIn(inner, found);
  }
  return found;
}

/** Ways to change a place of plain data. */
const changes: readonly ((holder: Holder, key: string, random: Random) => void)[] = [
  (holder, key) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  (holder, key, random) => Reflect.set(holder, key, strange[random.integer(strange.length)]),
  (holder, key, random) => Reflect.set(holder, key, strange[random.integer(strange.length)]),
  (holder, key) => {
    const value: unknown = Reflect.get(holder, key);
    const swapped =
      typeof value === 'string' ? value.length : typeof value === 'number' ? String(value) : [value];
    Reflect.set(holder, key, swapped);
  },
  (holder, key) => {
    if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]));
    else Object.defineProperty(holder, '__proto__', { value: 1, enumerable: true, configurable: true });
  },
  (holder, key) => {
    const value: unknown = Reflect.get(holder, key);
    const times = typeof value === 'object' ? 3 : 5000;
    Reflect.set(holder, key, typeof value === 'number' ? -value * 1e3 - 0.5 : new Array(times).fill(value));
  },
];

/** A JSON text with one or two places changed: without them, or with what does not belong there, however deep or long. */
export function mutateJson(text: string, random: Random): string {
  const root = { root: JSON.parse(text) as unknown };
  for (let left = 1 + random.integer(2); left > 0; left--) {
    const places = placesIn(root);
    if (places.length === 0) break;
    // Half of them near the root, where there are few.
    const at = random.integer(random.integer(2) === 0 ? Math.min(places.length, 12) : places.length);
    changes[random.integer(changes.length)]!(...places[at]!, random);
  }
  let changed = JSON.stringify(root.root) ?? '';
  for (const [name, [open, close]] of Object.entries(nested)) {
    changed = changed.replace(JSON.stringify(name), `${open.repeat(depth)}1${close.repeat(depth)}`);
  }
  // A key twice, or a number that JSON has not.
  if (random.integer(8) === 0) changed = changed.replace(/\{"([^"]+)":/, '{"$1":null,"$1":');
  return random.integer(8) === 0 ? changed.replace(/:-?\d[\d.]*/, ':NaN') : changed;
}
