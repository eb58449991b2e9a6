/** Lets timers, signals and requests run between parts of a training, which blocks the event loop while it works. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
