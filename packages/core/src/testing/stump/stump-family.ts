import { z } from 'zod';
import type { MemberSections } from '../../config/member-defaults.ts';
import type { Family } from '../../families/family.ts';
import { drawNumber, type NumberSpace } from '../../families/draw-number.ts';
import { numbers } from '../../families/number-space.ts';

const share = z.number().gt(0).max(1);
const stumpMember = z.strictObject({ share: share.default(0.7) });
const stumpSpace = z.strictObject({ share: numbers(share).prefault([0.5, 1]) });

/** All that training a stump depends on. */
export interface StumpSettings {
  /** Share of the columns that it chooses among, drawn at random. */
  readonly share: number;
  readonly classWeights: MemberSections['training']['classWeights'];
}

/** Trees of one level: a second family, small enough to prove that nothing but its own files knows of it. */
export const stumpFamily: Family<
  z.output<typeof stumpMember>,
  { readonly share: NumberSpace },
  StumpSettings
> = {
  name: 'stump',
  member: stumpMember,
  space: stumpSpace,
  resolve: (member, { training: { classWeights } }) => ({ share: member.share, classWeights }),
  draw: (space, { training: { classWeights } }, random) => ({
    share: drawNumber(space.share, random.fork('share')),
    classWeights,
  }),
  // A missing value has a side of the border.
  incomplete: () => null,
};
