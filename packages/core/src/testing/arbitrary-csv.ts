import fc from 'fast-check';

const digits = fc.stringMatching(/^[-+]?\d{0,18}(\.\d{0,18})?(e[-+]?\d{0,3})?$/);
const odd = fc.constantFrom(
  '',
  ' ',
  '?',
  ' ?',
  'NA',
  '-999',
  '-999.0',
  'true',
  'TRUE',
  'no',
  ' yes ',
  '1e3',
  '-0',
  '+1',
  '.5',
  '5.',
  '-',
  '1 ',
  '\t2',
  '0x10',
  'Infinity',
  'NaN',
  '2024-01-02',
  '2024-01-02T03:04:05Z',
  'tcp',
  'ünï',
  '😀',
  '\u00a01',
  '\ufeff1',
  '9007199254740993',
  '9007199254740992',
  '1900000000000000000001',
  '1900000000000.1234567',
  '2031-05-06T07:08:09.000100Z',
  '2031-05-06 07:08:09.123456789+02:00',
);
/** A cell as files have them: numbers in every notation, missing tokens, flags, dates, texts. */
export const plainCell = fc.oneof(digits, odd, fc.integer({ min: -2, max: 2 }).map(String));
/** Cells with quotes in all places, right and wrong, and line breaks within. */
export const trickyCell = fc.oneof(
  { weight: 6, arbitrary: plainCell },
  {
    weight: 2,
    arbitrary: fc
      .tuple(plainCell, fc.constantFrom('""', ',', '\n', '\r\n', '\r', ''))
      .map(([cell, inside]) => `"${cell}${inside}"`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"',
      '"a"b',
      'a"b',
      '"a" ',
      '""',
      '""x',
      '"a""',
      '"\0',
      'a\0',
      '"a"\0b',
      '"a\nb"c',
      '"a,b"c',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ maxLength: 6, unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '1', ' ') }),
  },
);
const lineEnd = fc.constantFrom('\n', '\n', '\r\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\n\r');
const rowOf = (width: number, cell: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.array(cell, { minLength: width, maxLength: width }) },
    { weight: 1, arbitrary: fc.array(cell, { maxLength: width + 2 }) },
  );
/** A file of such cells: byte-order mark, blank lines, ragged rows, every line end, with and without the last one. */
export const csvFile = (header: readonly string[], cell: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .record({
      mark: fc.constantFrom('', '', '\ufeff'),
      head: fc.constantFrom('', '', '\n', '\r\n'),
      rows: fc.array(fc.tuple(rowOf(header.length, cell), lineEnd), { maxLength: 12 }),
      cut: fc.boolean(),
      lineEnd,
    })
    .map(({ mark, head, rows, cut, lineEnd: end }) => {
      const text = `${mark}${head}${header.join(',')}${end}${rows.map(([cells, after]) => cells.join(',') + after).join('')}`;
      return cut ? text.replace(/[\r\n]+$/, '') : text;
    });
