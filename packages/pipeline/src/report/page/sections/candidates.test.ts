import { match, ok } from 'node:assert/strict';
import { suite } from 'uvu';
import type { RunReport } from '../../run-report.ts';
import { candidatesSection } from './candidates.ts';

const test = suite('candidatesSection');

type Candidate = RunReport['candidates'][number];

const part = (name: string, family: string, weight: number, parameters: number) => ({
  name,
  family,
  weight,
  parameters,
  bytes: 4 * parameters,
});

const candidate = (name: string, parts: Candidate['parts']) =>
  ({
    name,
    parts,
    eligible: parts.length > 0,
    parameters: 1000,
    outOfFold: { logLoss: 0.1, accuracy: 0.9, f1: null, rocAuc: 0.95 },
    behindBest: null,
    seconds: 1.23,
    predictMicroseconds: 4.5,
  }) as unknown as Candidate;

function page(candidates: Candidate[], chosenBy: RunReport['chosenBy'] = 'simplest'): string {
  const report = { candidates, chosen: 'mixed', chosenBy } as RunReport;
  return candidatesSection(report).content.text;
}

const wide = part('wide', 'network', 0.643, 50_000);
const trees = part('trees', 'trees', 0.357, 40_000);

test('a candidate says which families it is made of, with their shares, and what it takes', () => {
  const shown = page([candidate('mixed', [wide, trees]), candidate('alone', [{ ...trees, weight: 1 }])]);
  match(
    shown,
    /<strong>mixed<\/strong> <small>chosen<\/small><br><small>network 64\u202F% \+ trees 36\u202F%</,
  );
  match(shown, /data-label="Size">360\u202FkB/);
  match(shown, /alone<br><small>trees<\/small>/);
  match(shown, /data-label="Size">160\u202FkB/);
  match(page([candidate('prior', [])]), /prior<br><small>always answers with the class shares/);
});

test('the members of averages can be looked up, those of one family together before', () => {
  const equal = [wide, trees, part('other', 'trees', 0, 7)].map((one) => ({ ...one, weight: 1 / 3 }));
  const shown = page([candidate('mixed', equal)]);
  match(shown, /network 33\u202F% \+ 2 × trees 67\u202F%/);
  match(shown, /<th scope="row">other<\/th>.*>trees<.*>33\.3\u202F%<.*>7<.*>28\u202FB</);
  ok(!page([candidate('alone', [{ ...trees, weight: 1 }])]).includes('<details>'));
});

test('who is left out of the model is no part of its size', () => {
  const shown = page([
    candidate('mixed', [
      { ...wide, weight: 1 },
      { ...trees, weight: 0 },
    ]),
  ]);
  match(shown, /<small>network<\/small>/);
  match(shown, /data-label="Size">200\u202FkB/);
  match(shown, /<th scope="row">trees<\/th>.*>0\u202F%</);
});

test('the rule that chose is told', () => {
  match(page([candidate('mixed', [wide, trees])], 'best'), /The one with the lowest log-loss is taken/);
  match(page([candidate('mixed', [wide, trees])]), /The simplest one within one standard error/);
});

test.run();
