/** One number of each column's state, as tensors hold it. */
export function numbersOf<State>(states: readonly State[], pick: (state: State) => number): Float32Array {
  return Float32Array.from(states, pick);
}
