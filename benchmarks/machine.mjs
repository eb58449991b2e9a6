import { cpus, totalmem } from 'node:os';

/** One line on the machine that figures are from. */
export function describeMachine() {
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model.trim()}, ${memory} GB, ${process.platform}, Node ${process.version}`;
}
