import * as fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { html, joined, prose, trusted } from './html.ts';

const test = suite('html');

test('a text stays what it is, as content and in an attribute', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", '/', '=', 'a', ' ', ';', '#') }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { document } = parseHTML(html`<body><p title="${text}">${text}</p></body>`.text);
      assert.equal(document.querySelectorAll('*').length, 2);
      const paragraph = document.querySelector('p')!;
      assert.is(paragraph.textContent, text);
      assert.is(paragraph.getAttribute('title'), text);
    }),
  );
});

test('lists are joined, null is nothing, numbers are written, markup is kept', () => {
  const list = ['<', html`<b>${'>'}</b>`, 3, null, [trusted('<i>')]];
  assert.is(html`[${list}]`.text, '[&#60;<b>&#62;</b>3<i>]');
  assert.is(html`${joined(['a', 'b', 'c'], html`<br>`)}`.text, 'a<br>b<br>c');
  assert.is(html`${joined([], ', ')}`.text, '');
});

test('what stands between backticks is code, and still escaped', () => {
  assert.is(prose('set `a: <b>` or `c`.').text, 'set <code>a: &#60;b&#62;</code> or <code>c</code>.');
  assert.is(prose('one ` alone').text, 'one ` alone');
});

test.run();
