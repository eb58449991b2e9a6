import { readFileSync } from 'node:fs';

/**
 * Whether the processor has the AVX instructions that TensorFlow's x86 library is built with; without them
 * loading it ends the process. undefined where only an attempt can tell.
 */
export function hasAvx(): boolean | undefined {
  if (process.arch !== 'x64') return true;
  if (process.platform !== 'linux') return undefined;
  try {
    return flagsHaveAvx(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return undefined;
  }
}

/** What the text of /proc/cpuinfo says about AVX; undefined where it lists no flags. */
export function flagsHaveAvx(cpuinfo: string): boolean | undefined {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1];
  return flags?.split(/\s+/).includes('avx');
}
