import type { SchemaDefinition } from '@rampart/core';
import type { ColumnDefinition, Doubt } from './raw-table.ts';

/** A schema as a YAML file for people to edit: each doubt stands as a comment above its column. */
export function schemaToYaml(schema: SchemaDefinition, doubts: readonly Doubt[] = []): string {
  const { columns, ...table } = schema;
  const names = new Set(columns.map(({ name }) => name));
  const lines = doubts
    .filter(({ column }) => !names.has(column))
    .map(({ column, doubt }) => comment('', `${column}: ${doubt}`));
  lines.push(...settings(table, ''), 'columns:');
  for (const column of columns) {
    for (const { doubt } of doubts.filter((candidate) => candidate.column === column.name)) {
      lines.push(comment('  ', doubt));
    }
    lines.push(...columnLines(column));
  }
  return `${lines.join('\n')}\n`;
}

function columnLines(column: ColumnDefinition): string[] {
  return settings(column, '    ').map((line, index) => (index === 0 ? `  - ${line.trimStart()}` : line));
}

/** One line a setting; a mapping such as `classes` has one line a member. */
function settings(values: object, indent: string): string[] {
  return Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
    if (value === undefined) return [];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return [`${indent}${scalar(key)}:`, ...settings(value, `${indent}  `)];
    }
    return [`${indent}${scalar(key)}: ${inline(value)}`];
  });
}

function inline(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(scalar).join(', ')}]` : scalar(value);
}

/** Words that YAML, or an older reader of it, takes for something else than a text. */
const reserved = /^(true|false|yes|no|on|off|y|n|null|nan|inf)$/i;

function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  const plain = /^[A-Za-z_][\w.-]*( [\w.-]+)*$/.test(value) && !reserved.test(value);
  // JSON's escapes are YAML's; the line separators that JSON leaves as they are would break a line.
  return plain
    ? value
    : JSON.stringify(value).replaceAll(/[\u007F-\u00A0\u2028\u2029\uFEFF\uFFFE\uFFFF]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function comment(indent: string, text: string): string {
  return `${indent}# ${text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\uFEFF]+/gu, ' ')}`;
}
