/** What stands for a missing value among compact numbers. */
export const compactMissing = -128;

/** The numbers as bytes, where each is an integer from -127 to 127 or missing (NaN); undefined where one is not. */
export function compactNumbers(data: Float64Array): Int8Array<ArrayBuffer> | undefined {
  const compact = new Int8Array(data.length);
  for (let row = 0; row < data.length; row++) {
    const value = data[row]!;
    const integer = value | 0;
    if (integer === value && integer >= -127 && integer <= 127) compact[row] = integer;
    else if (Number.isNaN(value)) compact[row] = compactMissing;
    else return undefined;
  }
  return compact;
}
