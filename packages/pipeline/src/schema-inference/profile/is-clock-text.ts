const hours = '\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?(?:\\s*[AaPp]\\.?[Mm]\\.?)?';
const zone = '(?:\\s*(?:Z|[A-Z]{2,5}|[+-]\\d{2}:?\\d{2}))?';
const behind = `(?:[T,: ]+${hours}${zone})?`;
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+)?';

const layouts = [
  // 07/03/2017 08:55, 7.3.2017, 07-03-17
  new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(?:\\d{4})${behind}$`),
  new RegExp(`^(\\d{1,2})([/-])(\\d{1,2})\\2\\d{2}${behind}$`),
  new RegExp(`^(\\d{2})([.])(\\d{2})\\2\\d{2}${behind}$`),
];
const named = [
  // 2017-03-07 08:55:01 CET, 2017.03.07, 20170307T085501Z
  new RegExp(`^\\d{4}([-/.])\\d{1,2}\\1\\d{1,2}(?:[T_, ]+${hours}${zone})?$`),
  /^(?:19|20)\d{2}(?:0\d|1[0-2])(?:[0-2]\d|3[01])[T_ -]\d{4,6}(?:[.,]\d+)?Z?$/,
  /^\d{4}\u5e74\d{1,2}\u6708\d{1,2}/,
  // 07-Mar-2017, 07/Mar/2017:08:55:01 +0000, Tue, 07 Mar 2017 08:55:01 GMT
  new RegExp(`^\\[?${weekday}\\d{1,2}[-/ .]+${month}(?:[-/ .,]+\\d{2,4})?${behind}\\]?$`, 'i'),
  // Mar  7 08:55:01, March 7, 2017, Tue Mar 7 08:55:01 2017
  new RegExp(`^${weekday}${month}[ -]+\\d{1,2}(?:,?\\s+\\d{4})?${behind}(?:\\s+\\d{4})?$`, 'i'),
  new RegExp(`^${hours}${zone}$`),
];

/** A date or a time of day as people and logs write it, beyond the layouts that a column of kind time reads. */
export function isClockText(text: string): boolean {
  if (text.length < 4 || text.length > 45) return false;
  for (const layout of layouts) {
    const found = layout.exec(text);
    if (found === null) continue;
    const [first, second] = [Number(found[1]), Number(found[3])];
    // One of the two is a month.
    if (Math.min(first, second) >= 1 && Math.min(first, second) <= 12 && Math.max(first, second) <= 31)
      return true;
  }
  return named.some((layout) => layout.test(text));
}
