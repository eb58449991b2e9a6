import { RampartError } from '@rampart/core/internal/tables';
import { ExactValue } from '../../rows/exact-value.ts';
import type { SinkValue } from '../../rows/sink.ts';

/** Microseconds since 1970, the finest that columnar files hold here; null where there is no time. Throws where the time is finer. */
export function microseconds(value: SinkValue, column: string): bigint | null {
  if (value instanceof Date) return BigInt(value.getTime()) * 1000n;
  if (!(value instanceof ExactValue)) return null;
  if (/\.\d{7}/.test(value.text)) throw finer(value, column, 'a time of whole microseconds');
  return BigInt(Math.round(value.near * 1000));
}

/** A number as a double; null where there is none. Throws where a double does not hold it. */
export function double(value: SinkValue, column: string): SinkValue {
  if (value instanceof ExactValue) throw finer(value, column, 'a number that a double holds');
  return value;
}

function finer({ text }: ExactValue, column: string, expected: string): RampartError {
  return new RampartError('sink', {
    where: `column \`${column}\``,
    expected,
    received: text,
    fix: 'Write CSV or NDJSON, which keep every digit, or give the column the kind `identifier`, which keeps texts.',
  });
}
