import { parseConfig } from '@rampart/core';
import { treesFamily, type TreeSettings } from '@rampart/core/internal';

const config = parseConfig({}, 'the test');

/** Few small trees that see all rows, for tests that set what they are about. */
export const plainTrees: TreeSettings = {
  ...treesFamily.resolve(treesFamily.member.parse({}) as never, config),
  trees: 5,
  depth: 3,
  learningRate: 0.3,
  subsample: 1,
};
