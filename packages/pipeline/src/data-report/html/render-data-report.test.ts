import { createHash } from 'node:crypto';
import { parseHTML } from 'linkedom';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type ExampleSize, exampleReport, hostile } from './example-report.test.kit.ts';
import { renderDataReport } from './render-data-report.ts';

const test = suite('renderDataReport');

const byText = (left: string, right: string) => left.localeCompare(right);

const sizes: Readonly<Record<string, ExampleSize>> = {
  'every fault, 13 columns': { columns: 13, classes: 3 },
  '90 columns of 40 classes': { columns: 90, classes: 40 },
  'no problem, not enough data': { columns: 6, classes: 2, faulty: false },
  'no label, no reference': { columns: 1, classes: 0, reference: false, faulty: false },
  'no column': { columns: 0, classes: 2, faulty: false, reference: false },
};

for (const [title, size] of Object.entries(sizes)) {
  const page = renderDataReport(exampleReport(size));
  const { document } = parseHTML(page);
  const all = (selector: string) => [...document.querySelectorAll(selector)];

  test(`${title}: nothing in the data becomes markup`, () => {
    assert.is(page.match(/<script/gi)?.length, 1);
    assert.not.match(page, /<(?:img|iframe|object|embed|form|base)\b/i);
    assert.equal(
      all('*').filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on'))),
      [],
    );
    assert.ok(document.body.textContent.includes(hostile));
  });

  test(`${title}: nothing is fetched`, () => {
    assert.not.match(page, /@import|url\(/);
    for (const element of all('[src], [href], [srcset]'))
      assert.match(element.getAttribute('href') ?? '', /^(?:#|data:,$)/);
  });

  test(`${title}: the one script is the one that the policy allows`, () => {
    const script = document.querySelector('script')!.textContent;
    const digest = createHash('sha256').update(script).digest('base64');
    const policy = document.querySelector('meta[http-equiv]')!.getAttribute('content')!;
    assert.ok(policy.includes(`script-src 'sha256-${digest}';`));
  });

  test(`${title}: headings go down step by step below one title`, () => {
    const levels = all('h1, h2, h3, h4').map(({ localName }) => Number(localName.slice(1)));
    assert.is(levels.filter((level) => level === 1).length, 1);
    for (const [at, level] of levels.entries())
      assert.ok(level <= (levels[at - 1] ?? 0) + 1, `heading ${at}`);
  });

  test(`${title}: ids are unique, and all that is referred to is there`, () => {
    const ids = all('[id]').map(({ id }) => id);
    assert.is(new Set(ids).size, ids.length);
    const referred = [
      ...all('a[href]').map((link) => link.getAttribute('href')!.slice(1)),
      ...all('[aria-labelledby]').map((element) => element.getAttribute('aria-labelledby')!),
      ...all('[aria-describedby]').map((element) => element.getAttribute('aria-describedby')!),
    ];
    for (const id of referred) assert.ok(ids.includes(id), id);
  });

  test(`${title}: charts and tables tell what they are`, () => {
    for (const svg of all('svg')) {
      assert.is(svg.getAttribute('role'), 'img');
      for (const child of [svg.children[0]!, svg.children[1]!]) assert.ok(child.textContent.length > 0);
      assert.equal([svg.children[0]!.localName, svg.children[1]!.localName], ['title', 'desc']);
    }
    for (const heading of all('th')) assert.match(heading.getAttribute('scope') ?? '', /^(?:row|col)$/);
    for (const table of all('table')) {
      assert.ok(table.querySelector('caption')!.textContent.length > 0);
      const width = table.querySelectorAll('thead th').length;
      for (const row of table.querySelectorAll('tbody tr')) assert.is(row.children.length, width);
    }
  });

  test(`${title}: no figure is broken`, () => {
    assert.not.match(page, /NaN|Infinity|undefined|\[object/);
  });
}

test('the sections come in their order, warnings only where there are any', () => {
  const sections = (size: ExampleSize) =>
    [...parseHTML(renderDataReport(exampleReport(size))).document.querySelectorAll('main > section')].map(
      ({ id }) => id,
    );
  const rest = ['overview', 'problems', 'missing', 'leaks', 'drift', 'columns'];
  assert.equal(sections({ columns: 3, classes: 2 }), ['warnings', ...rest]);
  assert.equal(sections({ columns: 3, classes: 2, faulty: false }), rest);
});

test('every number of a chart stands in a table beside it', () => {
  const report = exampleReport({ columns: 3, classes: 2 });
  const { document } = parseHTML(renderDataReport(report));
  for (const [at, { histogram }] of report.columns.entries()) {
    if (histogram === null) continue;
    const cells = [...document.querySelectorAll(`#column-${at + 1} td`)].map(
      ({ textContent }) => textContent,
    );
    const counts = [...histogram.byClass, ...histogram.bySplit].flatMap((series) =>
      series.counts.map(String),
    );
    assert.equal(cells.toSorted(byText), counts.toSorted(byText));
  }
});

test('the same report gives the same bytes', () => {
  const report = exampleReport({ columns: 7, classes: 3 });
  assert.is(renderDataReport(report), renderDataReport(report));
});

test('a table of the size of NSL-KDD is well below 1.5 MB', () => {
  assert.ok(Buffer.byteLength(renderDataReport(exampleReport({ columns: 43, classes: 2 }))) < 1_000_000);
});

test.run();
