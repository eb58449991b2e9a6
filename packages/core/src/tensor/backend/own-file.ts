import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** The file that this code runs from: a module of this package, or the bundle that it is part of. */
export function ownFile(): string {
  // A bundle in CommonJS format has no import.meta.url, and a module in ESM format no __filename.
  return typeof __filename === 'string' ? __filename : fileURLToPath(import.meta.url);
}

/** A `require` that finds what is installed beside this code; it throws where nothing of that name is. */
export function ownRequire(): NodeJS.Require {
  return createRequire(ownFile());
}
