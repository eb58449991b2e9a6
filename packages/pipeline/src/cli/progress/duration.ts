/** A time in milliseconds as a person says it: `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The time left of work of which a share is done, as ` | 42 s left`; nothing while that cannot be told. */
export function timeLeft(fraction: number, elapsed: number): string {
  const known = fraction > 0 && fraction <= 1 && elapsed >= 1000;
  return known ? ` | ${duration(elapsed * (1 / fraction - 1))} left` : '';
}
