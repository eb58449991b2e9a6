import { workerData } from 'node:worker_threads';
import { type HelperData, instantiate } from './instantiate-kernel.ts';

/** A thread that takes parts of what a kernel does, until that ends. */
const { module, memory, number } = workerData as HelperData;
const kernel = instantiate(module, memory);
const job = new Int32Array(memory.buffer, kernel.bed(), 1);
for (let seen = kernel.help(number); seen >= 0; seen = kernel.help(number)) Atomics.wait(job, 0, seen);
