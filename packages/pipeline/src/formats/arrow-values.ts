import { scaledDecimal, timeOfNanoseconds } from '@rampart/core/internal/tables';
import { type DataType, Type } from '@uwdata/flechette';
import { textOfBytes } from './text-of-bytes.ts';

/** Nanoseconds of seconds, milliseconds, microseconds and nanoseconds, by the number that Arrow has for the unit. */
const nanosecondsOf = [1_000_000_000n, 1_000_000n, 1000n, 1n];

/**
 * The values of an Arrow column as a source brings them, exact: times as Date or, where that would cut them, as a text
 * in ISO 8601, decimals as number or text, bytes as the text that they hold.
 */
export function arrowValues(type: DataType, values: ArrayLike<unknown>): ArrayLike<unknown> {
  const convert = converter(type);
  if (convert === undefined) return values;
  return Array.from(values, (value) => (value === null || value === undefined ? null : convert(value)));
}

function converter(type: DataType): ((value: unknown) => unknown) | undefined {
  switch (type.typeId) {
    case Type.Timestamp: {
      const factor = nanosecondsOf[type.unit]!;
      return (value) => timeOfNanoseconds((value as bigint) * factor);
    }
    case Type.Decimal:
      return (value) => scaledDecimal(value as bigint | number, type.scale);
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      return (value) => textOfBytes(value as Uint8Array);
    case Type.Dictionary:
      return converter(type.dictionary);
    case Type.RunEndEncoded:
      return converter(type.children[1].type);
    default:
      return undefined;
  }
}
