import { readFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RampartError } from '@rampart/core';
import { writeFileAtomic } from '@rampart/core/internal';
import { strFromU8, unzipSync } from 'fflate';
import { type Figures, readFigures } from './figures.ts';
import { contentDigest, formatCsv, parseTable, publishedDigest } from './phishing-table.ts';

const address = 'https://archive.ics.uci.edu/static/public/327/phishing+websites.zip';
const target = fileURLToPath(new URL('phishing.csv', import.meta.url));
const byHand =
  'Fetch the table in another way and run `pnpm run data:download --from <file.zip, file.arff or file.csv>`.';

/** Fetches the archive. Throws a RampartError that says what to do where there is no way to the host. */
export async function fetchArchive(url: string, seconds = 120): Promise<Uint8Array> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(seconds * 1000) });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    const received = reason(error);
    throw new RampartError(
      'source',
      { where: url, expected: 'the published archive', received, fix: byHand },
      { cause: error },
    );
  }
}

/** Reads a file the user names. Throws a RampartError where there is none. */
async function readLocal(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new RampartError(
      'source',
      { where: path, expected: 'a readable file', received: reason(error) },
      { cause: error },
    );
  }
}

/** Why a request failed; `fetch` keeps the telling part in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}

/** The texts to try: a ZIP's ARFF members, or the file itself. */
function textsOf(bytes: Uint8Array, where: string): { where: string; text: string }[] {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!zipped) return [{ where, text: strFromU8(bytes) }];
  return arffMembers(bytes, where).map(([name, member]) => ({
    where: `${where}, ${name}`,
    text: strFromU8(member),
  }));
}

function arffMembers(bytes: Uint8Array, where: string): [string, Uint8Array][] {
  try {
    return Object.entries(unzipSync(bytes, { filter: ({ name }) => name.toLowerCase().endsWith('.arff') }));
  } catch (error) {
    throw new RampartError(
      'data',
      { where, expected: 'a whole ZIP archive', received: reason(error), fix: byHand },
      { cause: error },
    );
  }
}

/**
 * The real table out of a ZIP, ARFF or CSV file's bytes. An archive may hold an older edition too: the member
 * whose content has the expected digest is taken. Throws a RampartError with what is wrong in each of them.
 */
export function verifiedRows(
  bytes: Uint8Array,
  where: string,
  figures: Figures,
  digest: string = publishedDigest,
): number[][] {
  const texts = textsOf(bytes, where);
  if (texts.length === 0) {
    throw new RampartError('data', {
      where,
      expected: 'an ARFF file in the archive',
      received: 'none',
      fix: byHand,
    });
  }
  const problems = [];
  for (const { where: place, text } of texts) {
    try {
      const rows = parseTable(text, place, figures);
      const received = contentDigest(rows);
      if (received === digest) return rows;
      problems.push({
        where: place,
        expected: `the content digest ${digest}`,
        received: `${received} over ${rows.length} rows`,
        fix: 'This is not the table as published, but an edited copy or another edition.',
      });
    } catch (error) {
      if (!(error instanceof RampartError)) throw error;
      problems.push(...error.problems);
    }
  }
  throw new RampartError('data', problems);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: argv.slice(2).filter((argument) => argument !== '--'),
    options: { from: { type: 'string' } },
  });
  const figures = await readFigures();
  const bytes = values.from === undefined ? await fetchArchive(address) : await readLocal(values.from);
  const rows = verifiedRows(bytes, values.from ?? address, figures);
  await writeFileAtomic(target, formatCsv(figures, rows));
  console.log(`${target}: ${rows.length} rows, verified`);
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof RampartError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
