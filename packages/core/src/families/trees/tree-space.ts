import { z } from 'zod';
import type { DeepReadonly } from '../../config/deep-freeze.ts';
import type { MemberSections } from '../../config/member-defaults.ts';
import type { Random } from '../../random.ts';
import { drawNumber, type NumberSpace } from '../draw-number.ts';
import { numbers } from '../number-space.ts';
import { treeMember, treeRanges } from './tree-member.ts';
import { resolveTrees, type TreeSettings } from './tree-settings.ts';

/** What random ensembles of trees are drawn from. */
export const treeSpace = z.strictObject({
  trees: numbers(treeRanges.trees).prefault([300, 600, 1000]).describe('Trees of the ensemble'),
  depth: numbers(treeRanges.depth).prefault([5, 6, 7, 8]).describe('Levels of each tree'),
  learningRate: numbers(treeRanges.learningRate)
    .prefault({ min: 0.02, max: 0.1, scale: 'log' })
    .describe('Share of what a tree has found that is added'),
  l2: numbers(treeRanges.l2)
    .prefault({ min: 0.05, max: 2, scale: 'log' })
    .describe('How strongly leaf values are pulled to 0'),
  subsample: numbers(treeRanges.subsample)
    .prefault({ min: 0.6, max: 1 })
    .describe('Share of the rows that each tree chooses its splits by'),
  columnSample: numbers(treeRanges.columnSample)
    .prefault([0.5, 1])
    .describe('Share of the columns that each level of a tree chooses among'),
});
export type TreeSpace = DeepReadonly<z.output<typeof treeSpace>>;

/** Random trees. What a setting is drawn from has no influence on the others. */
export function drawTrees(space: TreeSpace, sections: MemberSections, random: Random): TreeSettings {
  const real = (setting: string, from: NumberSpace) => drawNumber(from, random.fork(setting));
  const whole = (setting: string, from: NumberSpace) => Math.round(real(setting, from));
  const member = treeMember.parse({
    trees: whole('trees', space.trees),
    depth: whole('depth', space.depth),
    learningRate: real('learningRate', space.learningRate),
    l2: real('l2', space.l2),
    subsample: real('subsample', space.subsample),
    columnSample: real('columnSample', space.columnSample),
  });
  return resolveTrees(member, sections);
}
