const absent = new Set<unknown>(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** A handler of errors that gives a value where there is no such file, or no such directory. */
export function ifAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && absent.has(error.code)) return value;
    throw error;
  };
}
