/** The last line of a test run. */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The counts in the last line of a test run's output; undefined where it ended otherwise. */
export function readSummary(output) {
  const [, ...counts] = /(?:^|\n)(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\n$/.exec(output) ?? [];
  if (counts.length === 0) return undefined;
  const [passed, failed, skipped = 0] = counts.map((digits) => Number(digits ?? 0));
  return { passed, failed, skipped };
}
