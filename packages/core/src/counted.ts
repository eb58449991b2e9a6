/** A number and its noun in the form that goes with it: `1 row`, `2 rows`, `0 entries`. `shown` writes the number otherwise. */
export function counted(count: number, noun: string, shown: string | number = count): string {
  return `${shown} ${count === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
