import { type Notation, notationExample } from '@rampart/core/internal';
import type { ColumnProfile } from './column-profile.ts';
import { namesAnIdentifier } from './identifier-names.ts';
import type { InferredColumn } from './inferred-column.ts';
import { address, notations, unitFactor } from './profile/text-shapes.ts';

/** A column of numbers in another notation than 1234.5, with the notation stated; undefined where it is none. */
export function inferNotation(profile: ColumnProfile): InferredColumn | undefined {
  const { name, present, distinct, wordCells, shapes, numbers } = profile;
  if (wordCells === 0 || (shapes.get(address) ?? 0) > 0.9 * wordCells) return undefined;
  const fits = (shape: number) => (shapes.get(shape) ?? 0) >= 0.95 * wordCells;
  const found = notations.filter(({ shape, notation }) => fits(shape) && agrees(notation, numbers));
  const [chosen] = found;
  if (chosen === undefined) return undefined;
  const units = unitsOf(profile);
  if (units === null) return undefined;
  const { notation: plain, shape } = chosen;
  if (plain.hexadecimal && namesAnIdentifier(name)) return undefined;
  // "4G" and "5G" are names.
  if (units !== undefined && distinct <= 4 && units['%'] === undefined) return undefined;
  if (units === undefined && Object.keys(plain).length === 0) return undefined;
  const notation: Notation = { ...plain, ...(units === undefined ? {} : { units }) };
  const strays = wordCells - (shapes.get(shape) ?? 0);
  const doubts = [
    `its numbers are written as in ${notationExample(notation)} (${wordCells} of ${present} cells): see whether \`notation\` says how they are meant`,
  ];
  const other = found.find(
    (candidate) => candidate.notation.decimal !== plain.decimal && !candidate.notation.hexadecimal,
  );
  if (other !== undefined && !plain.hexadecimal) {
    doubts.push(`they could as well be meant as in ${notationExample(other.notation)}`);
  }
  if (strays > 0) doubts.push(`${strays} cells are no such numbers and count as missing`);
  return {
    column: { name, kind: 'numeric', notation, ...(strays > 0 ? { onInvalid: 'impute' } : {}) },
    doubts,
  };
}

/** Whether the plain numbers of the column can be meant in that notation too. */
function agrees(
  { decimal = '.', thousands }: Notation,
  { dotted, grouped }: ColumnProfile['numbers'],
): boolean {
  if (thousands === '.') return dotted === grouped;
  return decimal === '.' || dotted === 0;
}

/** The factors of the units found; undefined where there is none, null where they do not go together. */
function unitsOf({ units }: ColumnProfile): Record<string, number> | undefined | null {
  if (units.size === 0) return undefined;
  const known = [...units.keys()].map((unit) => [unit, unitFactor(unit)!] as const);
  const kinds = new Set(known.map(([, { of }]) => of).filter((of) => of !== ''));
  if (kinds.size > 1 && [...kinds].some((kind) => kind === '%' || kind === 'seconds')) return null;
  const one = known.length === 1 && known[0]![1].of === 'seconds';
  return Object.fromEntries(known.map(([unit, { factor }]) => [unit, one ? 1 : factor]));
}
