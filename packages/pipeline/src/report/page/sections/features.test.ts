import { equal, match, ok } from 'node:assert/strict';
import { suite } from 'uvu';
import type { RunReport } from '../../run-report.ts';
import { featuresSection } from './features.ts';

const test = suite('featuresSection');

type Features = RunReport['importance']['features'];

const places = { card: (name: string) => `column-${name}`, drift: () => null };

function sectionOf(rows: number, features: Features): string {
  const report = { importance: { rows, features } } as RunReport;
  return featuresSection(report, places)!.content.text;
}

const many = (known: number, unknown: number, splitGain: number | null = null): Features =>
  Array.from({ length: known + unknown }, (_, at) => ({
    name: `f${at}`,
    logLoss: at < known ? 0.5 - at / 100 : null,
    standardError: at < known ? 0.0123 : null,
    splitGain,
  }));

test('the first twenty are shown with their standard error, ten as bars, the rest is counted', () => {
  const page = sectionOf(900, many(24, 0));
  match(page, /on 900 rows/);
  match(page, /<a href="#column-f0"><code>f0<\/code><\/a><\/th><td[^>]*>0\.5000 ± 0\.0123/);
  equal(page.match(/<tbody>.*<\/tbody>/s)![0].match(/<tr/g)!.length, 20);
  equal(page.match(/<rect/g)!.length, 10);
  match(page, /4 more features in the JSON report\./);
  ok(!page.includes('Split gain'));
});

test('features that were not permuted are told', () => {
  match(
    sectionOf(900, many(21, 3)),
    /4 more features in the JSON report, of which the last 3 .* not permuted/,
  );
  match(sectionOf(900, many(1, 1)), />not tried</);
});

test('split gain stands beside it, or alone', () => {
  match(sectionOf(900, many(2, 0, 0.5)), /± 0\.0123<\/td><td[^>]*>50\.0\u202F%/);
  const alone = sectionOf(0, many(0, 2, 0.5));
  ok(!alone.includes('±') && !alone.includes('not tried'));
  match(alone, /Share of the split gain/);
});

test('bars stay inside the chart where nothing is of use; without figures there is no section', () => {
  const useless = sectionOf(900, [{ name: 'a', logLoss: -0.2, standardError: 0.1, splitGain: null }]);
  match(useless, /-0\.2000 ± 0\.1000/);
  ok(!/width="-/.test(useless) && !useless.includes('NaN'));
  equal(featuresSection({ importance: { rows: 0, features: [] } } as unknown as RunReport, places), null);
});

test.run();
