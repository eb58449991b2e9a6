import { createRandom, type Random } from '../random.ts';

/** Training columns of one length: plain, far from 0, heavy-tailed, mostly 0, few values, constant, with missing, one value. */
export function numberColumns(rows = 300): Float64Array[] {
  const random = createRandom(5);
  const column = (draw: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => draw(row));
  return [
    column(() => random.normal()),
    column(() => 1e4 + 100 * random.normal()),
    column(() => Math.exp(4 * random.normal())),
    column((row) => (row % 50 === 0 ? random.integer(1000) : 0)),
    column(() => random.integer(3)),
    column(() => 0.1),
    column((row) => (row % 3 === 0 ? Number.NaN : random.next())),
    column((row) => (row === 7 ? 42 : Number.NaN)),
    column(() => 1e-40 * random.next()),
  ];
}

/** Numbers that a table of good data lacks. */
export const oddNumbers = [Number.NaN, 0, -0, 1e12, -1e12, 1e30, -1e30, 1e-40, 3.4e38, -3.4e38];

/** Training columns of codes: two levels, many, one, one with missing. */
export function codeColumns(rows = 300): Float64Array[] {
  const random = createRandom(6);
  const column = (draw: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => draw(row));
  return [
    column(() => random.integer(2)),
    column(() => random.integer(5) + random.integer(8)),
    column(() => 2),
    column((row) => (row % 4 === 0 ? Number.NaN : 1)),
  ];
}

/** Codes seen and not seen in training, and what is none. */
export const oddCodes = [Number.NaN, 0, 1, 2, 3, 20, 1e12];

/** Training columns and rows to transform. */
interface Drawn {
  readonly trained: Float64Array[];
  readonly rows: Float32Array;
}

/** Columns of any size and distance from 0, some cells missing; rows near what they hold, beyond it and far beyond it. */
export function drawNumbers(random: Random, even: boolean): Drawn {
  const length = 5 + random.integer(200);
  const trained = Array.from({ length: 1 + random.integer(4) }, () => {
    const spread = 10 ** (random.integer(12) - 4);
    const [far, heavy, missing] = [
      random.integer(3) * random.integer(100),
      random.integer(2),
      random.integer(3),
    ];
    const values = Float64Array.from({ length }, () => {
      if (random.next() < missing / 5) return Number.NaN;
      const value = random.normal();
      return spread * (far + (heavy === 1 && !even ? Math.exp(3 * value) : value));
    });
    values[0] = spread * far;
    return values;
  });
  const strange = even ? [Number.NaN] : [Number.NaN, 0, 1e30, -1e30, 1e-30, 1];
  const cell = (column: Float64Array) => {
    const value = column[random.integer(column.length)]!;
    const kind = random.integer(10);
    if (kind === 0) return strange[random.integer(strange.length)]!;
    return kind < 5 ? value : value * (1 + (random.normal() / 4) * 10 ** -random.integer(3));
  };
  return { trained, rows: Float32Array.from(Array.from({ length: 40 }, () => trained.map(cell)).flat()) };
}

/** Where float32 changes its ways: zeros, numbers without all their digits, the ends of what is told apart and beyond. */
const magnitudeEdges = [
  Number.NaN,
  0,
  -0,
  1,
  -1,
  1e-45,
  -1e-45,
  1e-40,
  1.17549435e-38,
  1e-31,
  1e-30,
  -1e-30,
  5e-8,
  2 ** -24,
  2 ** 24,
  1e-9,
  9.99e29,
  1e30,
  -1e30,
];

/** Columns of any magnitude from 1e-30 to 1e30, each of a few or of many of them, around 0 or far from it; rows like them and not. */
export function drawMagnitudes(random: Random): Drawn {
  const edge = () => magnitudeEdges[random.integer(magnitudeEdges.length)]!;
  const sign = () => random.integer(2) * 2 - 1;
  const within = (value: number) => Math.min(Math.max(value, -1e30), 1e30);
  const length = 5 + random.integer(60);
  const trained = Array.from({ length: 3 }, () => {
    const smallest = random.integer(61) - 30;
    const decades = random.integer(4) === 0 ? random.integer(61) : random.integer(3);
    const center = random.integer(3) === 0 ? sign() * 10 ** (smallest + random.integer(7)) : 0;
    return Float64Array.from({ length }, (_, row) => {
      if (row === 0) return within(sign() * 10 ** smallest);
      if (random.next() < 0.1) return Number.NaN;
      if (random.next() < 0.05) return edge();
      return within(center + sign() * 10 ** (smallest + decades * random.next()) * (0.1 + random.next()));
    });
  });
  const cell = (column: Float64Array) => {
    const value = column[random.integer(length)]!;
    const kind = random.integer(6);
    if (kind === 0) return edge();
    if (kind === 1) return within(value * (1 + random.normal() * 10 ** -random.integer(8)));
    return kind === 2 ? sign() * 10 ** (random.next() * 60 - 30) : value;
  };
  return { trained, rows: Float32Array.from(Array.from({ length: 40 }, () => trained.map(cell)).flat()) };
}

/** Columns of some of many codes, some missing; rows of these, of others, and of none. */
export function drawCodes(random: Random): Drawn {
  const trained = Array.from({ length: 1 + random.integer(4) }, () => {
    const [codes, missing] = [1 + random.integer(14), random.integer(2)];
    return Float64Array.from({ length: 5 + random.integer(100) }, (_, row) =>
      row > 0 && random.next() < missing / 5 ? Number.NaN : random.integer(codes),
    );
  });
  const cells = [Number.NaN, 1e12, 14, 20];
  const rows = Array.from({ length: 40 }, () =>
    trained.map(() => (random.next() < 0.8 ? random.integer(15) : cells[random.integer(cells.length)]!)),
  );
  return { trained, rows: Float32Array.from(rows.flat()) };
}
