import type { BackendDriver } from './backend-driver.ts';
import { startEngine } from './engine-state.ts';

/** Plain JavaScript: always there, the fastest for a single row, far the slowest for many. */
export const cpu: BackendDriver = {
  name: 'cpu',
  engine: 'cpu',
  async load() {
    const { version_cpu } = await import('@tensorflow/tfjs-backend-cpu');
    if (!(await startEngine('cpu')))
      return { loads: false, reason: 'the plain JavaScript backend does not start' };
    return { loads: true, version: version_cpu, description: 'plain JavaScript' };
  },
};
