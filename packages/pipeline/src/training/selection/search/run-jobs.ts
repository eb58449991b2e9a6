/**
 * Works jobs off, up to `width` at a time. The next job is asked for when there is room for it, so that the iterable
 * may decide by what has come of the earlier ones. After a failure no job is begun; it is thrown once all have ended.
 */
export async function runJobs<T>(
  jobs: Iterable<T>,
  width: number,
  work: (job: T) => Promise<void>,
): Promise<void> {
  const iterator = jobs[Symbol.iterator]();
  const failures: unknown[] = [];
  const lane = async () => {
    try {
      while (failures.length === 0) {
        const { done, value } = iterator.next();
        if (done) return;
        await work(value);
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  if (failures.length > 0) throw failures[0];
}
