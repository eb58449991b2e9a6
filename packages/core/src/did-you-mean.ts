import { distance } from 'fastest-levenshtein';

/** How names are compared: case, `_` and `-` are where people slip, so they count for nothing. */
function bare(name: string): string {
  return name.toLowerCase().replace(/[\s_.-]/g, '');
}

/** The candidate that a mistyped word was most likely meant to be; undefined where none is close. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const typed = bare(word);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const name = bare(candidate);
    const edits = distance(typed, name);
    // Two letters swapped are two edits, which even a four-letter word may have.
    const allowed = Math.round(Math.max(typed.length, name.length) * 0.4);
    if (edits <= allowed && edits < least) {
      best = candidate;
      least = edits;
    }
  }
  return best;
}
