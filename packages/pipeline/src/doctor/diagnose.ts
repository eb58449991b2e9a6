import { codeVersion } from '@rampart/core/internal';
import { backendFacts } from '@rampart/core/tensor';

/** One thing looked at: whether it is as it should be, what was found, and the cure where it is not. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly cure: string | null;
}

/** What this machine can run. */
export interface Diagnosis {
  readonly rampart: string;
  readonly node: string;
  readonly platform: string;
  readonly checks: readonly Check[];
}

const oldestNode: readonly [number, number] = [20, 19];

/** Looks at Node and at each backend. Nothing is changed, and nothing of the network is asked. */
export async function diagnose(): Promise<Diagnosis> {
  const facts = await backendFacts();
  return {
    rampart: codeVersion(),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    checks: [
      checkNode(process.versions.node),
      ...facts.map(
        ({ name, loads, reason, cure }): Check => ({
          name: `backend ${name}`,
          ok: loads,
          detail: reason,
          cure: cure ?? null,
        }),
      ),
    ],
  };
}

function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return {
    name: 'Node.js',
    ok,
    detail: `${version} (${oldestNode.join('.')} or newer is needed)`,
    cure: ok ? null : `Install Node.js ${oldestNode.join('.')} or newer.`,
  };
}
