import { fail, match } from 'node:assert/strict';

/**
 * Asserts that a promise rejects, or that a function throws or rejects, with an Error whose message matches
 * the expression or that passes the given check; resolves to that error.
 */
export async function rejects(
  act: PromiseLike<unknown> | (() => unknown),
  check: RegExp | ((error: Error) => unknown),
): Promise<Error> {
  const error = await caught(act);
  if (!(error instanceof Error)) fail(`expected an Error, received ${String(error)}`);
  if (check instanceof RegExp) match(error.message, check);
  else await check(error);
  return error;
}

async function caught(act: PromiseLike<unknown> | (() => unknown)): Promise<unknown> {
  try {
    await (typeof act === 'function' ? act() : act);
  } catch (error) {
    return error;
  }
  return fail('expected an error, but nothing was thrown');
}
