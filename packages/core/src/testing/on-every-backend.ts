import type { Test } from 'uvu';

const backendNames = ['cpu', 'wasm', 'tfjs-node'] as const;

/** A backend that a test can be run on. */
export type TestedBackend = (typeof backendNames)[number];

/**
 * Registers the test once per backend, each time with that backend in use. Where tfjs-node does not load,
 * its test passes after one printed line that says so; cpu and wasm must always load.
 */
export function onEveryBackend<Context>(
  test: Test<Context>,
  title: string,
  act: (backend: TestedBackend) => unknown,
): void {
  for (const backend of backendNames) {
    test(`${title} (${backend})`, async () => {
      if (backend === 'tfjs-node' && !(await nativeLoads())) return;
      const { useBackend } = await import('../tensor/backend/index.ts');
      await useBackend(backend);
      await act(backend);
    });
  }
}

let probe: Promise<boolean> | undefined;

/** Whether tfjs-node loads here; probed, and the reason printed, once a process. */
function nativeLoads(): Promise<boolean> {
  probe ??= import('../tensor/backend/index.ts').then(async ({ backendFacts }) => {
    const native = (await backendFacts()).find(({ name }) => name === 'tfjs-node');
    if (native?.loads) return true;
    process.stdout.write(`not tested on tfjs-node: ${native?.reason ?? 'it is not known here'}\n`);
    return false;
  });
  return probe;
}
