import { RampartError } from '@rampart/core';
import { quote } from '@rampart/core/internal';
import { getPath } from 'hono/utils/url';
import type { ServerBindings } from './health-routes.ts';

/** A base path as routes begin with it: '' for none, else without a slash at its end. Throws a RampartError('usage'). */
export function readBasePath(given: string): string {
  const path = given.replace(/\/$/, '');
  // Other characters would be patterns for the router, or never come in a path as they are.
  if (/^(?:\/[\w.~@!$&'()+,;=-]+)*$/.test(path)) return path;
  throw new RampartError('usage', {
    where: '`basePath`',
    expected: 'a path such as "/api/model"',
    received: quote(given),
  });
}

/**
 * Finds the path of a request among routes that begin with the base path. A framework that has taken off the path at
 * which it mounted the app may have taken off the base path with it.
 */
export function pathUnder(base: string) {
  return (request: Request, { env }: { env?: ServerBindings } = {}): string => {
    const path = getPath(request);
    if (!env?.stripped || path === base || path.startsWith(`${base}/`)) return path;
    return base + path;
  };
}
