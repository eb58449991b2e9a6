/** The stages whose artifacts may be used again, in their order. */
export const reusableStages = [
  'DataIngestion',
  'DataValidation',
  'DataTransformation',
  'ModelTrainer',
  'ModelEvaluation',
] as const;

/** What became of each stage of a run, from its log: `skipped`, why it ran although it had run before, or `ran`. */
export function stageFates(log: string): Record<string, string> {
  const fates: Record<string, string> = {};
  for (const line of log.split('\n').filter((one) => one.startsWith('{'))) {
    const { message } = JSON.parse(line) as { message: string };
    const [, stage, skipped, reason] =
      /^([A-Z]\w+): (?:(skipped), |runs, (.*)|[\d.]+ s$)/.exec(message) ?? [];
    if (stage !== undefined) fates[stage] ??= skipped ?? reason ?? 'ran';
  }
  return fates;
}
