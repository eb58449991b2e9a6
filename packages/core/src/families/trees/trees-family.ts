import type { Family } from '../family.ts';
import { type TreeMember, treeMember } from './tree-member.ts';
import { resolveTrees, type TreeSettings } from './tree-settings.ts';
import { drawTrees, type TreeSpace, treeSpace } from './tree-space.ts';

/** Boosted oblivious trees. */
export const treesFamily: Family<TreeMember, TreeSpace, TreeSettings> = {
  name: 'trees',
  member: treeMember,
  space: treeSpace,
  resolve: resolveTrees,
  draw: drawTrees,
  /** One ensemble for all rows would spend its splits on what complete rows do not need. */
  incomplete(settings, { training: { groupDropout } }) {
    return groupDropout > 0 ? { ...settings, groupDropout } : null;
  },
};
