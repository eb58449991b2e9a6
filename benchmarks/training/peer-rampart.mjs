// Usage: peer-rampart.mjs <job> <backend> <auto|off>, run from the sources.
import { useBackend } from '../../packages/core/src/tensor/index.ts';
import { fitRampart } from './fit-rampart.mjs';
import { timeNetworks } from './time-networks.mjs';

const [job, backend, kernel] = process.argv.slice(2);
await useBackend(backend);
await timeNetworks(job, (given) => fitRampart(given, kernel));
