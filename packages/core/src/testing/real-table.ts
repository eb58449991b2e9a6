import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Test } from 'uvu';

/** Where the real tables lie: beside the repository, unless RAMPART_TEST_DATA names another directory. */
function dataDirectory(): string {
  return (
    process.env.RAMPART_TEST_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url))
  );
}

/** The absolute path of a real table such as `phishing.csv`; undefined, after one printed line, where it is absent. */
export function realTable(name: string): string | undefined {
  const path = join(dataDirectory(), name);
  if (existsSync(path)) return path;
  process.stdout.write(`skipped: ${name} is not here\n`);
  return undefined;
}

/** Registers a test that needs a real table and gets its path; where the table is absent the test counts as skipped. */
export function onRealTable<Context>(
  test: Test<Context>,
  title: string,
  name: string,
  act: (path: string) => unknown,
): void {
  const path = realTable(name);
  if (path === undefined) test.skip(title);
  else
    test(title, async () => {
      await act(path);
    });
}
