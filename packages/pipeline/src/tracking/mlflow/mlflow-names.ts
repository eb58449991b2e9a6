import type { Texts } from '../tracker.ts';

/** What MLflow holds texts in: of params and tags alike. */
export interface MlflowEntry {
  readonly key: string;
  readonly value: string;
}

/** A name that MLflow takes: no other characters than its own, no path that leaves its place, 250 at most. */
export function mlflowName(name: string): string {
  const legal = name
    .replace(/[^\p{L}\p{N}_\-. :/]/gu, '_')
    .replace(/\/{2,}/g, '/')
    .replace(/(^|\/)\.{1,2}(?=\/|$)/g, '$1_')
    .replace(/^\/|\/$/g, '');
  return legal === '' ? '_' : legal.slice(0, 250);
}

/** Texts under names that it takes, each once, cut to what servers of every version keep. */
export function mlflowEntries(texts: Texts): MlflowEntry[] {
  const entries = new Map(Object.entries(texts).map(([name, text]) => [mlflowName(name), text]));
  return [...entries].map(([key, text]) => ({
    key,
    value: text.length > 500 ? `${text.slice(0, 499)}…` : text,
  }));
}
