/** What the first words of a command line name. */
export type Found<C> =
  | { readonly kind: 'command'; readonly command: C; readonly rest: readonly string[] }
  /** Only the first word of commands of two. */
  | { readonly kind: 'family'; readonly family: string; readonly members: readonly C[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly word: string; readonly known: readonly string[] };

/** Finds the command that a command line begins with; options that all commands share may stand before it. */
export function findCommand<C extends { readonly name: string }>(
  argv: readonly string[],
  commands: readonly C[],
): Found<C> {
  const isOption = (text: string) => text.startsWith('-');
  const end = argv.indexOf('--');
  const words = [...argv.slice(0, end < 0 ? undefined : end).entries()].filter(([, text]) => !isOption(text));
  const [first, second] = words;
  if (first === undefined) return { kind: 'nothing' };
  const without = (...places: number[]) => argv.filter((_, at) => !places.includes(at));
  const single = commands.find(({ name }) => name === first[1]);
  if (single !== undefined) return { kind: 'command', command: single, rest: without(first[0]) };
  const members = commands.filter(({ name }) => name.startsWith(`${first[1]} `));
  if (members.length === 0) {
    return {
      kind: 'unknown',
      word: first[1],
      known: [...new Set(commands.flatMap(({ name }) => [name.split(' ')[0]!, name]))],
    };
  }
  if (second === undefined) return { kind: 'family', family: first[1], members };
  const double = members.find(({ name }) => name === `${first[1]} ${second[1]}`);
  if (double !== undefined) return { kind: 'command', command: double, rest: without(first[0], second[0]) };
  return { kind: 'unknown', word: `${first[1]} ${second[1]}`, known: members.map(({ name }) => name) };
}
