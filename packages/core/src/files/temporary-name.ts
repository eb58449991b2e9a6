import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** Which machine made a name: on a shared volume a process number alone says nothing. */
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** A name `.tmp-<pid>-<random>` for something unfinished, from which the process that made it can be told. */
export function temporaryName(): string {
  return `.tmp-${process.pid}-${host}${randomBytes(6).toString('hex')}`;
}

/** A temporary path beside the final one, so that a rename moves no bytes. */
export function temporaryPath(final: string): string {
  return join(dirname(final), temporaryName());
}

/** Who made a temporary name: the process number, and whether it ran on this machine. Undefined for other names. */
export function makerOf(name: string): { readonly pid: number; readonly here: boolean } | undefined {
  const [, pid, machine] = /^\.tmp-(\d+)-([0-9a-f]{8})[0-9a-f]{12}$/.exec(name) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), here: machine === host };
}
