const day = 86_400_000;
const week = 7 * day;

/** The functions of a time that give one of its parts in UTC, under arquero's names; times are milliseconds since 1970. */
export const timeFunctions: Readonly<Record<string, (time: number) => number>> = {
  utcyear: (time) => new Date(time).getUTCFullYear(),
  utcquarter: (time) => Math.floor(new Date(time).getUTCMonth() / 3),
  utcmonth: (time) => new Date(time).getUTCMonth(),
  utcdate: (time) => new Date(time).getUTCDate(),
  utcdayofyear(time) {
    const date = new Date(time);
    return Math.floor(1 + (date.setUTCHours(0, 0, 0, 0) - Date.UTC(date.getUTCFullYear(), 0, 1)) / day);
  },
  utcdayofweek: (time) => new Date(time).getUTCDay(),
  utchours: (time) => new Date(time).getUTCHours(),
  utcminutes: (time) => new Date(time).getUTCMinutes(),
  utcseconds: (time) => new Date(time).getUTCSeconds(),
  utcmilliseconds: (time) => new Date(time).getUTCMilliseconds(),
};

/** The week of the year, from 0; `first` is the day that a week begins with, 0 for Sunday. */
export function utcweek(time: number, first = 0): number {
  const date = new Date(time);
  const newYear = new Date(time);
  newYear.setUTCMonth(0);
  newYear.setUTCDate(1);
  return Math.floor((1 + weekOf(date, first) - weekOf(newYear, first)) / week);
}

/** Where the week of a date begins. */
function weekOf(date: Date, first: number): number {
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 7 - first) % 7));
  return date.setUTCHours(0, 0, 0, 0);
}
