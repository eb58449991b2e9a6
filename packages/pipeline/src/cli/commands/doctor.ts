import { command } from '../command.ts';

/** `rampart doctor`: what this machine can run, which servers it reaches, and the cure for what is wrong. */
export const doctor = command({
  name: 'doctor',
  describe: 'Tell what this machine can run and reach, and the cure for what it cannot',
  examples: ['rampart doctor', 'rampart doctor --connect mongodb://127.0.0.1:27017/security'],
  options: {
    connect: {
      type: 'string',
      array: true,
      default: [] as string[],
      describe:
        'Try to reach the server of a mongodb: or s3: URI too (exit code 2 where one cannot be reached)',
    },
  },
  async run({ connect }) {
    const { diagnose } = await import('../../doctor/diagnose.ts');
    const { testConnection } = await import('../../doctor/test-connection.ts');
    const diagnosis = await diagnose();
    const connections = await Promise.all(connect.map(testConnection));
    const reached = connections.every(({ ok }) => ok);
    const lines = [
      ...diagnosis.checks.map(({ name, ok, detail, cure }) => [
        ok ? 'ok' : 'missing',
        `${name}: ${detail}`,
        cure,
      ]),
      ...connections.map(({ uri, ok, latencyMs, detail, cure }) => [
        ok ? 'ok' : 'failed',
        ok ? `${uri}: ${latencyMs} ms, ${detail}` : detail,
        cure,
      ]),
    ].map(([word, told, cure]) =>
      [`${word!.padEnd(7)}  ${told}`, ...(cure === null ? [] : [`         ${cure}`])].join('\n'),
    );
    // 2, because an unreachable server is for the user to put right; 1 is kept for faults of this program.
    const exitCode = reached ? 0 : 2;
    return {
      json: { ...diagnosis, connections, reached, exitCode },
      text: `${lines.join('\n')}\n`,
      exitCode,
    };
  },
});
