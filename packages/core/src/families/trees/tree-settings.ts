import type { MemberSections } from '../../config/member-defaults.ts';
import type { TreeMember } from './tree-member.ts';

/** What of trees the training section has a say in. */
type Common = Pick<MemberSections['training'], 'patience' | 'classWeights' | 'oversampling' | 'tomekLinks'>;

/** All that the training of an ensemble of trees depends on, beside rows and seed. */
export interface TreeSettings extends TreeMember, Common {
  /** Share of the rows of which some feature groups are hidden: 0 unless it is to answer such rows. */
  readonly groupDropout: number;
}

/** Trees with the sections' values; they are for complete rows. */
export function resolveTrees(
  { trees, depth, learningRate, l2, subsample, columnSample, borders, oneHot }: TreeMember,
  { training: { patience, classWeights, oversampling, tomekLinks } }: MemberSections,
): TreeSettings {
  return {
    trees,
    depth,
    learningRate,
    l2,
    subsample,
    columnSample,
    borders,
    oneHot,
    patience,
    classWeights,
    oversampling,
    tomekLinks,
    groupDropout: 0,
  };
}
