/**
 * The plain value of a number or id object of the MongoDB driver (Long, Int32, Double, Decimal128, ObjectId,
 * UUID), told by its `_bsontype`, so that the driver need not be installed, and of the same in Extended JSON, where
 * it is an object of one key such as `$numberLong`. Undefined for anything else.
 */
export function bsonValue(value: object): number | bigint | string | Date | undefined {
  if (!('_bsontype' in value)) return extendedJsonValue(value);
  switch (value._bsontype) {
    case 'Int32':
    case 'Double': {
      const number: unknown = value.valueOf();
      return typeof number === 'number' ? number : Number(written(value));
    }
    case 'Long': {
      const digits = written(value);
      return /^-?\d+$/.test(digits) ? BigInt(digits) : undefined;
    }
    case 'Decimal128': {
      const text = written(value);
      return text === 'NaN' ? Number.NaN : text;
    }
    case 'ObjectId':
    case 'ObjectID':
      return written(value);
    case 'Binary':
      // The subtype of a UUID; the bytes of any other say nothing about what they mean.
      return 'sub_type' in value && value.sub_type === 4 ? uuid(value) : undefined;
    default:
      return undefined;
  }
}

function extendedJsonValue(value: object): number | bigint | string | Date | undefined {
  const [entry, ...others] = Object.entries(value) as [string, unknown][];
  if (entry === undefined || others.length > 0) return undefined;
  const [key, inner] = entry;
  if (key === '$date') {
    // Text in the relaxed form, milliseconds in the canonical and the older ones.
    const time = typeof inner === 'object' && inner !== null ? extendedJsonValue(inner) : inner;
    if (typeof time === 'string') return time;
    return typeof time === 'number' || typeof time === 'bigint' ? new Date(Number(time)) : undefined;
  }
  if (typeof inner !== 'string') return undefined;
  switch (key) {
    case '$numberLong':
    case '$numberInt':
      return /^-?\d+$/.test(inner) ? BigInt(inner) : undefined;
    case '$numberDouble':
      return Number(inner);
    case '$numberDecimal':
      return inner === 'NaN' ? Number.NaN : inner;
    case '$oid':
    case '$uuid':
      return inner;
    default:
      return undefined;
  }
}

function written(value: object): string {
  return (value as { toString(): string }).toString();
}

function uuid(value: object): string | undefined {
  const { toUUID } = value as { toUUID?: () => object };
  return toUUID === undefined ? undefined : written(toUUID.call(value));
}
