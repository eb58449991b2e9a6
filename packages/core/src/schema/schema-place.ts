import { dotted, type Path } from '../zod-problems.ts';

/** The place of a setting for messages, its column called by name: "x.yaml, column `bytes`, `min`". */
export function schemaPlace(path: Path, definition: unknown, where: string): string {
  const [first, index, ...inside] = path;
  if (first === 'columns' && typeof index === 'number') {
    const columns: unknown = Object(definition).columns;
    const place = columnPlace(Array.isArray(columns) ? columns[index] : undefined, index, where);
    return inside.length === 0 ? place : `${place}, \`${dotted(inside)}\``;
  }
  return path.length === 0 ? where : `${where}, \`${dotted(path)}\``;
}

/** How a column is called in messages: by its name, or by its number where it has none. */
export function columnPlace(column: unknown, index: number, where: string): string {
  const name: unknown = Object(column).name;
  return `${where}, column ${typeof name === 'string' && name !== '' ? `\`${name}\`` : `number ${index + 1}`}`;
}
