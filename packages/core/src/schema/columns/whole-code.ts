/** A whole number as codes are written: `22`, `-1`. Not `007`, which is another code than `7`. */
const whole = /^(?:0|-?[1-9]\d*)$/;
/** The same as a program writes it that keeps its numbers as floats, as pandas does once a cell is empty. */
const asFloat = /^(0|-?[1-9]\d*)\.0+$/;

/**
 * The code that a text means where codes are whole numbers: `22.0` is `22`. Other texts are themselves: `007.0` says
 * nothing of `7`, and `2e1` may be a name.
 */
export function wholeCode(text: string): string {
  return asFloat.exec(text)?.[1] ?? text;
}

/**
 * One way to write the values of a column: where all texts that are known are whole numbers, `22.0` is written `22`;
 * elsewhere (`1.0` beside `1.1`, names) every value is itself.
 */
export function codeWriter<Value>(known: Iterable<Value>): (value: Value) => Value {
  let some = false;
  for (const value of known) {
    if (typeof value !== 'string') continue;
    if (!whole.test(wholeCode(value))) return (one) => one;
    some = true;
  }
  return some ? (one) => (typeof one === 'string' ? (wholeCode(one) as Value) : one) : (one) => one;
}
