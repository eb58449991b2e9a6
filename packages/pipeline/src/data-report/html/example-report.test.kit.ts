import { createRandom } from '@rampart/core/internal';
import { type DataReport, dataReport, type ReportColumn } from '../data-report.ts';

/** A name that would do harm in a page that does not escape it. */
export const hostile = `"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;`;

/** How large the example is; `hostile` stands in every text of it. */
export interface ExampleSize {
  readonly columns: number;
  readonly classes: number;
  readonly reference?: boolean;
  readonly faulty?: boolean;
}

/** A report of made-up columns of every kind. The same size gives the same report. */
export function exampleReport({
  columns,
  classes,
  reference = true,
  faulty = true,
}: ExampleSize): DataReport {
  const random = createRandom(7);
  const draw = (bins: number) => Array.from({ length: bins }, () => random.integer(400));
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const classNames = Array.from({ length: classes }, (_, at) => (at === 1 ? hostile : `class ${at + 1}`));
  const names = Array.from({ length: columns }, (_, at) =>
    at === 0
      ? hostile
      : at === 1
        ? `a_very_long_name_of_a_column_${'that_goes_on_'.repeat(9)}`
        : `column_${at}`,
  );

  const series = (named: readonly string[], bins: number) =>
    named.map((name) => {
      const counts = draw(bins);
      return { name, rows: sum(counts), counts };
    });
  const column = (name: string, at: number): ReportColumn => {
    const kind = (['numeric', 'categorical', 'binary', 'identifier', 'numeric', 'time'] as const)[at % 6]!;
    const missing =
      faulty && at % 3 === 0
        ? { batch: at / 200, reference: reference ? 0.01 : null }
        : { batch: 0, reference: reference ? 0 : null };
    const bins = { numeric: 20, categorical: 13, binary: 2, identifier: 0, time: 0 }[kind];
    const bySplit = reference ? ['batch', 'reference'] : ['batch'];
    const distributions = { byClass: series(classNames, bins), bySplit: series(bySplit, bins) };
    const numbers = {
      mean: 3.25,
      sd: 1.5,
      min: -4,
      max: 123_456,
      quantiles: Array.from({ length: 21 }, (_, i) => i),
    };
    return {
      name,
      kind,
      role: 'feature',
      ...(at % 2 === 0 ? { description: `What ${name} means, in a sentence.` } : {}),
      summary:
        faulty && at === columns - 1
          ? null
          : {
              name,
              kind,
              count: 990,
              missing: Math.round(1000 * missing.batch),
              distinct: 20,
              ...(kind === 'numeric' ? numbers : {}),
            },
      histogram:
        bins === 0
          ? null
          : kind === 'numeric'
            ? {
                type: 'numbers',
                edges: Array.from({ length: 21 }, (_, i) => (at % 4 === 0 ? i * 2.5 : 2 ** i)),
                ...distributions,
              }
            : {
                type: 'values',
                labels: Array.from({ length: bins }, (_, i) =>
                  i === 0 ? hostile : i === 12 ? 'other values' : `value ${i}`,
                ),
                ...distributions,
              },
      missing,
    };
  };

  return dataReport.parse({
    format: 1,
    overview: {
      source: `s3://bucket/${hostile}.csv`,
      schema: faulty ? hostile : 'flows',
      description: hostile,
      reference: reference ? `bundle ${hostile}` : null,
      rows: faulty
        ? { read: 1_000_000, valid: 999_988, quarantined: 12 }
        : { read: 1000, valid: 1000, quarantined: 0 },
      classes: classNames.map((name, at) => ({
        name,
        rows: 1 + Math.round(90_000 / (at + 1)),
        positive: at === 1,
      })),
      unknownColumns: faulty ? [hostile, 'unknown_2'] : [],
      when: '2026-05-04T03:02:01.000Z',
      passed: !faulty,
    },
    columns: names.map(column),
    problems: faulty ? problems(names) : [],
    leakAudit: faulty ? leaks(names) : null,
    drift: reference ? drift(names, faulty) : null,
    warnings: faulty
      ? [
          { name: 'missing', level: 'warn', text: hostile, columns: names.slice(0, 5) },
          { name: 'drift', level: 'fail', text: 'Columns differ from the reference.', columns: names },
        ]
      : [],
  });
}

function problems(names: readonly string[]): DataReport['problems'] {
  const cells = Object.fromEntries(
    names.map((name, at) => [name, [hostile, null, 12.3456789, 'tcp'][at % 4]!]),
  );
  const example = { line: 12_345, received: hostile, cells };
  const problem = {
    source: hostile,
    expected: hostile,
    received: [hostile, '"x"'],
    firstLine: 12_345,
    rows: 7,
  };
  return [
    { ...problem, column: names[0]!, rule: 'domain', examples: [example, example, example] },
    { ...problem, column: null, rule: 'cells', rows: 1, examples: [{ ...example, cells: {} }] },
  ];
}

function leaks(names: readonly string[]): NonNullable<DataReport['leakAudit']> {
  const feature = { accuracy: 0.991, rocAuc: 0.99 };
  return {
    rows: 11_055,
    distinctRows: 5_849,
    distinctVectors: 5_785,
    conflictingVectors: 64,
    conflictingRows: 400,
    ceiling: 0.98969,
    constantFeatures: names.slice(0, 3),
    holdoutRowsSeenInTraining: 17,
    examinedRows: 5_000,
    nearDuplicates: { notComputed: hostile },
    tellingFeatures: {
      baseline: 0.557,
      features: names.slice(0, 4).map((name, at) => ({ name, ...feature, givesAway: at === 0 })),
    },
    identifierFeatures: [{ name: names[0]!, distinct: 999, rows: 1000 }],
    splitComparison: {
      model: 'decision tree',
      folds: 5,
      random: { accuracy: 0.965, f1: 0.96, rocAuc: 0.99 },
      leakFree: { accuracy: 0.945, f1: null, rocAuc: null },
      difference: 0.02,
    },
  };
}

function drift(names: readonly string[], faulty: boolean): NonNullable<DataReport['drift']> {
  const columns = names.map((name, at) => {
    const alarm = faulty && at < 7;
    const test = (['ks', 'g', 'none'] as const)[at % 3]!;
    return {
      name,
      role: at === 2 ? ('label' as const) : ('feature' as const),
      test,
      statistic: 0.4 / (at + 1),
      threshold: 0.06,
      pValue: alarm ? 0 : 0.2,
      alarm,
      distance: 0.4 / (at + 1),
      wasserstein: test === 'ks' ? 1.2345 : null,
      missing: { reference: 0.01, batch: alarm ? 0.2 : 0.01, pValue: alarm ? 1e-9 : 1, alarm },
      unseen: { rows: alarm ? 3 : 0, values: alarm ? [{ value: hostile, count: 3 }] : [] },
      changes:
        test === 'g'
          ? [
              { value: hostile, reference: 0.1, batch: 0.3 },
              { value: null, reference: 0.9, batch: 0.7 },
            ]
          : [],
      power: 0.42,
    };
  });
  const power = {
    shift: { share: 0.1, deviations: 0.5 },
    weakest: 0.42,
    weakestColumn: names[0]!,
    wanted: 0.8,
    rowsNeeded: 1_500,
  };
  return {
    verdict: faulty ? 'drift' : 'not enough data',
    enough: faulty,
    alarm: faulty,
    rows: { reference: 25_192, batch: 1_000 },
    falseAlarmRate: 0.05,
    tests: 2 * names.length,
    perTest: { values: 0.0011, gaps: 0.00012 },
    columns,
    notCompared: faulty ? ['gone'] : [],
    power,
  };
}
