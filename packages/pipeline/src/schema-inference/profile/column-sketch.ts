import { parseSchema } from '@rampart/core';
import { columnReaders, parseDecimal, UNREADABLE } from '@rampart/core/internal';
import { NumberSketch } from './number-sketch.ts';
import { WordSketch } from './word-sketch.ts';

/** One pass over the cells of a column in bounded memory: all that `profileColumn` needs of them. */
export class ColumnSketch {
  rows = 0;
  /** Blank, null or NaN. */
  blanks = 0;
  /** Cells that are neither text, number, flag nor time, such as nested documents. */
  unreadable = 0;
  readonly numbers = new NumberSketch();
  readonly words = new WordSketch();

  add(raw: unknown): void {
    this.rows++;
    const value = typeof raw === 'string' ? raw.trim() : texts.read(raw);
    if (value === UNREADABLE) this.unreadable++;
    else if (value === null || value === '') this.blanks++;
    else {
      const text = String(value);
      const number = parseDecimal(text);
      if (Number.isNaN(number)) this.words.add(text);
      else this.numbers.add(text, number);
    }
  }
}

const probe = { name: 'probe', columns: [{ name: 'text', kind: 'categorical' }] };
/** Typed values as the texts that a schema's reader sees in them. */
const texts = columnReaders(parseSchema(probe, 'probe')).get('text')!;
