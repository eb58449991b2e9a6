import type { BackendName } from './backend-driver.ts';
import { hasAvx } from './has-avx.ts';
import { probeTfjsNode } from './probe-tfjs-node.ts';
import { lacksAvx, notInstalled, tfjsNodeDirectory, tfjsNodeVersion } from './tfjs-node-package.ts';
import { backendDrivers, inTurn, loadDriver } from './use-backend.ts';

/** What `rampart doctor` tells of one backend. */
export interface BackendFact {
  readonly name: BackendName;
  readonly loads: boolean;
  /** One clause: what loads, or why it does not. */
  readonly reason: string;
  /** One sentence that tells what to do, where something can be done. */
  readonly cure?: string;
}

/** Tries every backend; the one in use stays in use. tfjs-node is tried in a child process, where it may crash. */
export function backendFacts(): Promise<BackendFact[]> {
  return inTurn(async () => {
    const facts = [await nativeFact()];
    for (const driver of backendDrivers.filter(({ name }) => name !== 'tfjs-node')) {
      const outcome = await loadDriver(driver);
      facts.push(
        outcome.loads
          ? { name: driver.name, loads: true, reason: `${outcome.description} loads` }
          : { ...outcome, name: driver.name },
      );
    }
    return facts;
  });
}

async function nativeFact(): Promise<BackendFact> {
  const name = 'tfjs-node';
  const directory = tfjsNodeDirectory();
  if (directory === undefined) return { ...notInstalled(), name };
  const version = tfjsNodeVersion(directory);
  const failure = hasAvx() === false ? lacksAvx(version) : await probeTfjsNode(directory, version);
  return failure === undefined
    ? { name, loads: true, reason: `tfjs-node ${version} loads` }
    : { ...failure, name };
}
