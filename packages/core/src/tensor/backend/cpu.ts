import * as tf from '@tensorflow/tfjs-core';
import type { BackendDriver } from './backend-driver.ts';

/** Plain JavaScript: always there, the fastest for a single row, far the slowest for many. */
export const cpu: BackendDriver = {
  name: 'cpu',
  engine: 'cpu',
  async load() {
    const { version_cpu } = await import('@tensorflow/tfjs-backend-cpu');
    if (!(await tf.setBackend('cpu')))
      return { loads: false, reason: 'the plain JavaScript backend does not start' };
    return { loads: true, version: version_cpu, description: 'plain JavaScript' };
  },
};
