/** A table in Markdown, all columns but the first to the right; `NaN`, null and undefined are empty cells. */
export function markdownTable(header, rows) {
  const line = (cells) => `| ${cells.map(shown).join(' | ')} |`;
  const rule = `|${header.map((_, column) => (column === 0 ? '---' : '---:')).join('|')}|`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

function shown(cell) {
  return cell === null || cell === undefined || Number.isNaN(cell) ? '' : String(cell);
}
