import { connectionOf } from '../connections/connections.ts';

/**
 * Where quarantined rows go if nothing is said: the collection `<collection>_quarantine`, or the file or object
 * `<name>.quarantine.ndjson` beside the one that is written, the dataset's included. Nowhere beside standard output.
 */
export function quarantineBeside(uri: string): string | undefined {
  return connectionOf(uri)?.quarantine?.(uri);
}
