import type { DataReport } from './data-report.ts';

/** What a validation came to, in a word and a sentence. */
export interface Headline {
  /** fail: a limit of the schema that is set to fail is broken, and the command ends with exit code 3. */
  readonly level: 'good' | 'warn' | 'fail';
  readonly verdict: string;
  readonly text: string;
}

/** The one verdict on a table: the terminal, the page and the exit code all say it. */
export function headlineOf({ overview, warnings }: Pick<DataReport, 'overview' | 'warnings'>): Headline {
  const named = (level: 'warn' | 'fail') => [
    ...new Set(warnings.filter((one) => one.level === level).map(({ name }) => name)),
  ];
  if (!overview.passed) {
    const broken = named('fail');
    return {
      level: 'fail',
      verdict: 'Failed.',
      text: `${broken.length === 1 ? 'A limit' : `${broken.length} limits`} that the schema sets to fail ${broken.length === 1 ? 'is' : 'are'} broken: ${broken.join(', ')}.`,
    };
  }
  if (warnings.length === 0) return { level: 'good', verdict: 'Passed.', text: 'No warning.' };
  const told = warnings.length === 1 ? 'a warning' : `${warnings.length} warnings`;
  return {
    level: 'warn',
    verdict: `Passed with ${told}.`,
    text: `${named('warn').join(', ')}: the schema sets no limit on ${warnings.length === 1 ? 'it' : 'them'} to fail.`,
  };
}
