import { type ColumnProfile, profileColumn } from './column-profile.ts';
import { missingTokens } from './missing-tokens.ts';
import type { ColumnSketch } from './profile/column-sketch.ts';

/** A profile with the tokens that mean "no value" in this column, and what is uncertain about that. */
export interface JudgedProfile {
  readonly profile: ColumnProfile;
  readonly doubts: readonly string[];
}

/** Looks at a column of whatever kind: a token is a value where it looks as all the other values do. */
export function profileForColumn(name: string, sketch: ColumnSketch): JudgedProfile {
  const profile = profileColumn(name, sketch, missingTokens);
  const codes = [...profile.tokens.keys()].filter((token) => isCodeAmong(token, profile));
  if (codes.length === 0) return { profile, doubts: [] };
  return {
    profile: profileColumn(
      name,
      sketch,
      missingTokens.filter((token) => !codes.includes(token)),
    ),
    doubts: codes.map(
      (token) =>
        `${JSON.stringify(token)} (${profile.tokens.get(token)} cells) is read as a value, as the other codes of its length: list it under \`missing\` where it is none`,
    ),
  };
}

/** Namibia and North America are NA among codes of two letters. */
function isCodeAmong(token: string, { words, wordCells, counts, present }: ColumnProfile): boolean {
  if (!/^[A-Z]{2,3}$/.test(token) || token === 'NAN' || wordCells < present) return false;
  const like = words.filter((word) => word.length === token.length && /^[A-Z]+$/.test(word));
  const cells = like.reduce((sum, word) => sum + counts.get(word)!, 0);
  return like.length >= 2 && cells > 0.8 * wordCells;
}
