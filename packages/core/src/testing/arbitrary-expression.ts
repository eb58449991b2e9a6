import * as fc from 'fast-check';

/** A row as the expressions read it, under these names. */
export interface ExpressionRow {
  readonly a: number;
  readonly b: number;
  readonly time: number;
  readonly s: string | null;
  readonly t: string | null;
}
/** An expression with its value computed by hand, one row at a time: undefined is missing. */
export interface SampleExpression<T = number | string | boolean> {
  readonly text: string;
  readonly of: (row: ExpressionRow) => T | undefined;
}

const number = (x: number): number | undefined => (Number.isNaN(x) ? undefined : x);

/** A sample of parts that are all there, or missing. */
function known<T, P extends readonly unknown[]>(
  text: string,
  parts: { readonly [K in keyof P]: SampleExpression<P[K]> },
  value: (...values: P) => T | undefined,
): SampleExpression<T> {
  return {
    text,
    of(row) {
      const values = parts.map((part) => part.of(row));
      return values.includes(undefined) ? undefined : value(...(values as unknown as P));
    },
  };
}

function choice<T>(
  flag: SampleExpression<boolean>,
  x: SampleExpression<T>,
  y: SampleExpression<T>,
  without: number,
): SampleExpression<T> {
  const nothing: SampleExpression<T> = { text: 'null', of: () => undefined };
  const [a, b] = [without === 1 ? nothing : x, without === 2 ? nothing : y];
  return {
    text: `(${flag.text} ? ${a.text} : ${b.text})`,
    of(row) {
      const chosen = flag.of(row);
      return chosen === undefined ? undefined : chosen ? a.of(row) : b.of(row);
    },
  };
}

const results: Readonly<Record<string, (p: number, q: number) => number>> = {
  '+': (p, q) => p + q,
  '-': (p, q) => p - q,
  '*': (p, q) => p * q,
  '/': (p, q) => p / q,
  '%': (p, q) => p % q,
  '**': (p, q) => p ** q,
};
const inRelation: Readonly<Record<string, (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
  '==': (order) => order === 0,
  '!==': (order) => order !== 0,
};
const orderOf = <T>(p: T, q: T) => (p === q ? 0 : p < q ? -1 : 1);
const relation = fc.constantFrom(...Object.keys(inRelation));

function related<T>([x, operator, y]: [SampleExpression<T>, string, SampleExpression<T>]) {
  return known(`(${x.text} ${operator} ${y.text})`, [x, y], (p, q) => inRelation[operator]!(orderOf(p, q)));
}

type Samples = {
  numeric: SampleExpression<number>;
  text: SampleExpression<string>;
  flag: SampleExpression<boolean>;
};
const samples = fc.letrec<Samples>((tie) => ({
  numeric: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant<SampleExpression<number>>({ text: 'a', of: ({ a }) => number(a) }),
    fc.constant<SampleExpression<number>>({ text: "d['b']", of: ({ b }) => number(b) }),
    fc.integer({ min: 0, max: 9 }).map((n): SampleExpression<number> => ({ text: String(n), of: () => n })),
    fc.constant<SampleExpression<number>>({
      text: 'utchours(time)',
      of: ({ time }) => (Number.isNaN(time) ? undefined : Number(new Date(time).toISOString().slice(11, 13))),
    }),
    tie('text').map((x) => known(`length(${x.text})`, [x], (value) => value.length)),
    tie('text').map((x) => known(`parse_float(${x.text})`, [x], (value) => number(Number.parseFloat(value)))),
    fc
      .tuple(tie('numeric'), fc.constantFrom(...Object.keys(results)), tie('numeric'))
      .map(([x, operator, y]) =>
        known(`(${x.text} ${operator} ${y.text})`, [x, y], (p, q) => number(results[operator]!(p, q))),
      ),
    fc
      .tuple(fc.constantFrom('floor', 'abs', 'sqrt', 'sign'), tie('numeric'))
      .map(([name, x]) =>
        known(`op.${name}(${x.text})`, [x], (value) => number(Math[name as 'floor'](value))),
      ),
    fc
      .tuple(tie('numeric'), tie('numeric'))
      .map(([x, y]) => known(`greatest(${x.text}, -${y.text})`, [x, y], (p, q) => (p > -q ? p : -q))),
    tie('flag').map((x) => known(`(+(${x.text}))`, [x], (value) => (value ? 1 : 0))),
    fc
      .tuple(tie('flag'), tie('numeric'), tie('numeric'), fc.nat(4))
      .map(([test_, x, y, without]) => choice(test_, x, y, without)),
  ),
  text: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constant<SampleExpression<string>>({ text: 's', of: ({ s }) => s ?? undefined }),
    fc.constant<SampleExpression<string>>({ text: 't', of: ({ t }) => t ?? undefined }),
    fc
      .constantFrom('tcp', '', 'B', '1')
      .map((x): SampleExpression<string> => ({ text: `'${x}'`, of: () => x })),
    fc
      .tuple(tie('text'), fc.oneof(tie('text'), tie('numeric'), tie('flag')))
      .map(([x, y]) =>
        known<string, [string, unknown]>(`(${x.text} + (${y.text}))`, [x, y], (p, q) =>
          [p, String(q)].join(''),
        ),
      ),
    tie('text').map((x) => known(`lower(${x.text})`, [x], (value) => value.toLowerCase())),
    fc
      .tuple(tie('text'), fc.nat(3), fc.nat(3))
      .map(([x, from, count]) =>
        known(`slice(${x.text}, ${from}, ${from + count})`, [x], (value) =>
          value.substring(from, from + count),
        ),
      ),
    fc
      .tuple(tie('flag'), tie('text'), tie('text'), fc.nat(4))
      .map(([test_, x, y, without]) => choice(test_, x, y, without)),
  ),
  flag: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(true, false).map((x): SampleExpression<boolean> => ({ text: String(x), of: () => x })),
    fc.oneof(tie('numeric'), tie('text')).map(
      (x): SampleExpression<boolean> => ({
        text: `(${x.text} == null)`,
        of: (row) => x.of(row) === undefined,
      }),
    ),
    tie('numeric').map(
      (x): SampleExpression<boolean> => ({
        text: `is_finite(${x.text})`,
        of: (row) => Number.isFinite(x.of(row)),
      }),
    ),
    fc.tuple(tie('numeric'), relation, tie('numeric')).map(related),
    fc.tuple(tie('text'), relation, tie('text')).map(related),
    fc
      .tuple(tie('text'), tie('text'))
      .map(([x, y]) =>
        known(`includes(${x.text}, ${y.text})`, [x, y], (p, q) => p.split(q).length > 1 || q === ''),
      ),
    fc.tuple(tie('flag'), fc.constantFrom('&&', '||'), tie('flag')).map(
      ([x, operator, y]): SampleExpression<boolean> => ({
        text: `(${x.text} ${operator} ${y.text})`,
        of: (row) => {
          const [p, q] = [x.of(row), y.of(row)];
          const decisive = operator === '||';
          if (p === decisive || q === decisive) return decisive;
          return p === undefined || q === undefined ? undefined : !decisive;
        },
      }),
    ),
    fc.oneof(tie('flag'), tie('numeric')).map((x) => known(`!(${x.text})`, [x], (value) => !value)),
  ),
}));

const gap = Number.NaN;
const cell = fc.oneof(
  fc.constantFrom(gap, 0, -0, 1, -1, 0.5, 9),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const word = fc.constantFrom(null, 'tcp', 'udp', '', '12.5', 'Bß', '1e3x', 'x'.repeat(20_000));

/** Generates rows for them, with missing values and long texts. */
export const expressionRow: fc.Arbitrary<ExpressionRow> = fc.record({
  a: cell,
  b: cell,
  time: fc.oneof(fc.constant(gap), fc.integer({ min: 0, max: 4e12 })),
  s: word,
  t: word,
});

/** Generates expressions of every type, with a plain, slow interpreter of their own. */
export const sampleExpression: fc.Arbitrary<SampleExpression> = fc
  .oneof<fc.Arbitrary<SampleExpression>[]>(samples.numeric, samples.text, samples.flag)
  .filter(({ text }) => text.length < 1500);
