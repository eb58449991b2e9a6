/** Logits [rows × members × outputs] → [rows × outputs], the mean over members. */
export function meanOfMembers(logits: ArrayLike<number>, members: number, outputs: number): Float64Array {
  const each = members * outputs;
  const mean = new Float64Array(logits.length / members);
  for (let i = 0; i < logits.length; i++) {
    const row = Math.floor(i / each);
    mean[row * outputs + (i % outputs)]! += logits[i]! / members;
  }
  return mean;
}
