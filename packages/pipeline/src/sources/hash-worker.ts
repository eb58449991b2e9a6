import { parentPort, workerData } from 'node:worker_threads';
import { hashFile } from './hash-file.ts';

/** A thread that hashes the one file it is started with, and ends. */
parentPort!.postMessage(await hashFile((workerData as { path: string }).path));
