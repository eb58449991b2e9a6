import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** USER_HZ, which Linux has fixed for all that it tells to programs. */
const ticksPerSecond = 100;

/**
 * Runs a command to its end and tells its seconds, those that its processors worked, and its peak memory in MB
 * (Linux; NaN elsewhere), with what it wrote to standard output. Throws, with all that it wrote, where it fails.
 */
export async function measureProcess(command, args, cwd) {
  // On some machines these choose kernels that slow a current numpy down.
  const env = { ...process.env };
  delete env.OPENBLAS_CORETYPE;
  delete env.OPENBLAS_L2_SIZE;
  const start = performance.now();
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    stdout += text;
  });
  child.stderr.on('data', (text) => (output += text));
  let code;
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve((code = status ?? -1)));
  });
  let peak = Number.NaN;
  let worked = Number.NaN;
  // The kernel keeps the peak, so that asking now and then misses only what the last moment adds.
  const watching = (async () => {
    while (code === undefined) {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      const found = /^VmHWM:\s+(\d+) kB/m.exec(status);
      if (found !== null) peak = Number(found[1]) / 1024;
      const times = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
      // Fields 14 and 15, user and system time, counted from behind the name, which may hold blanks.
      const [user, system] = times
        .slice(times.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13);
      if (system !== undefined) worked = (Number(user) + Number(system)) / ticksPerSecond;
      await setTimeout(20);
    }
  })();
  await ended;
  const seconds = (performance.now() - start) / 1000;
  await watching;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`);
  return { seconds, worked, peak, stdout };
}
