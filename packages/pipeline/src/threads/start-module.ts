import { Worker } from 'node:worker_threads';

/**
 * Starts a thread on a module of this package, by its URL as the build names it (`.js`). From sources the module ends in
 * `.ts`, and the thread needs the loader that the main thread was started with: Node 20 does not hand it on.
 */
export function startModule(module: URL, workerData: unknown): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(module, { workerData });
  const source = module.href.replace(/\.js$/, '.ts');
  const loader = import.meta.resolve('tsx/esm/api');
  const code = `import('${loader}').then(({ register }) => { register(); return import('${source}'); })`;
  return new Worker(code, { eval: true, workerData });
}
