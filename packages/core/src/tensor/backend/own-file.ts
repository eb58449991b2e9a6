import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The file that this code runs from: a module of this package, or the bundle that it is part of. */
export function ownFile(): string {
  // A bundle in CommonJS format has no import.meta.url. Asked for first, since code that Node evaluates in a thread
  // leaves a __filename that is none to every module there.
  const { url } = import.meta as { readonly url?: string };
  return url === undefined ? __filename : fileURLToPath(url);
}

/** A `require` that finds what is installed beside this code; it throws where nothing of that name is. */
export function ownRequire(): NodeJS.Require {
  return createRequire(ownFile());
}
