import { parseLossless, scaledDecimal, timeOfNanoseconds } from '@rampart/core/internal/tables';
import type { ParquetParsers, SchemaTree } from 'hyparquet';
import { textOfBytes } from './text-of-bytes.ts';

const decoder = new TextDecoder();

/** How values are made of what a Parquet file holds: nothing is cut, and no byte replaced. */
export const exactParsers: Partial<ParquetParsers> = {
  timestampFromMicroseconds: (microseconds: bigint) =>
    microseconds % 1000n === 0n
      ? new Date(Number(microseconds / 1000n))
      : timeOfNanoseconds(microseconds * 1000n),
  timestampFromNanoseconds: timeOfNanoseconds,
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && textOfBytes(bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && parseLossless(decoder.decode(bytes)),
};

/**
 * What makes the raw values of a column exact, by its place in the schema. The library would round decimals, and end
 * at an interval or a BSON document: the schema no longer says that they are such, so that it gives their bytes.
 */
export function exactColumn(column: SchemaTree): (values: ArrayLike<unknown>) => ArrayLike<unknown> {
  const { element } = column;
  const isLeaf = column.children.length === 0;
  const isDecimal = element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL';
  const scale = element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : (element.scale ?? 0);
  const isText = isLeaf && element.type === 'BYTE_ARRAY' && element.converted_type === undefined;
  nameNoUnreadable(column);
  if (isLeaf && isDecimal) {
    delete element.converted_type;
    delete element.logical_type;
    return mapped((value) => decimalOf(value, scale));
  }
  return isText
    ? mapped((value) => (value instanceof Uint8Array ? textOfBytes(value) : value))
    : (values) => values;
}

function nameNoUnreadable({ element, children }: SchemaTree): void {
  if (element.converted_type === 'INTERVAL' || element.converted_type === 'BSON')
    delete element.converted_type;
  for (const child of children) nameNoUnreadable(child);
}

function mapped(convert: (value: unknown) => unknown) {
  return (values: ArrayLike<unknown>): unknown[] =>
    Array.from(values, (value) => (value === null || value === undefined ? null : convert(value)));
}

function decimalOf(value: unknown, scale: number): unknown {
  if (typeof value === 'bigint' || typeof value === 'number') return scaledDecimal(value, scale);
  if (!(value instanceof Uint8Array)) return value;
  let unscaled = 0n;
  for (const byte of value) unscaled = (unscaled << 8n) | BigInt(byte);
  return scaledDecimal(BigInt.asIntN(Math.max(1, value.length * 8), unscaled), scale);
}
