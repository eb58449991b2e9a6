import { command } from './command.ts';

/** `rampart doctor`: what this machine can run, and the cure for what it cannot. */
export const doctor = command({
  usage: 'doctor',
  describe: 'Tell what this machine can run, and the cure for what it cannot',
  options: {},
  async run() {
    const { diagnose } = await import('../doctor/diagnose.ts');
    const diagnosis = await diagnose();
    const lines = diagnosis.checks.map(({ name, ok, detail, cure }) =>
      [
        `${ok ? 'ok     ' : 'missing'}  ${name}: ${detail}`,
        ...(cure === null ? [] : [`         ${cure}`]),
      ].join('\n'),
    );
    return { json: diagnosis, text: `${lines.join('\n')}\n` };
  },
});
