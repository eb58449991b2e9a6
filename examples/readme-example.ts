import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The program that README.md prints under "As a library". */
export async function readmeExample(): Promise<string> {
  const readme = (await readFile(`${root}README.md`, 'utf8')).replaceAll('\r\n', '\n');
  const [, program] = /^## As a library\n[^]*?^```ts\n([^]*?)^```$/m.exec(readme) ?? [];
  if (program === undefined) throw new Error('README.md has no program under "As a library"');
  return program;
}

/** The first rows of the sample as CSV: what the program is run on as `phishing.csv`. */
export async function fewRows(rows = 600): Promise<string> {
  const sample = await readFile(`${root}Network_Data/phishing-sample.csv`, 'utf8');
  return `${sample.split('\n', rows + 1).join('\n')}\n`;
}

/** What the program prints, whichever way it is run. */
export const readmeOutput =
  /^\{\s*value: [\d.]+,\s*low: [\d.]+,\s*high: [\d.]+\s*\}\nlegitimate 0\.\d+(?:e-\d+)?\n$/;
