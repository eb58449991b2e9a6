import type { MemberSections } from '../../config/member-defaults.ts';
import type { NetworkMember } from './network-member.ts';

type Training = MemberSections['training'];

/** What a network may say for itself and the training section says otherwise. */
type Said = 'epochs' | 'minimumSteps' | 'maximumSteps' | 'batchSize' | 'learningRate' | 'weightDecay';

/** What of a network the training section has a say in. */
type Common = Pick<
  Training,
  | Said
  | 'schedule'
  | 'clipNorm'
  | 'kernel'
  | 'focal'
  | 'labelSmoothing'
  | 'patience'
  | 'classWeights'
  | 'oversampling'
  | 'tomekLinks'
>;

/** All that the training of a network depends on, beside rows and seed. */
export interface NetworkSettings extends Omit<NetworkMember, Said | 'numeric'>, Common {
  /** Share of the rows in a batch for which some feature groups are hidden: 0 unless it is to answer such rows. */
  readonly groupDropout: number;
  /** How columns become its inputs. */
  readonly transformation: MemberSections['transformation'];
}

/** A network with the sections' values where it names none; it is for complete rows. */
export function resolveNetwork(
  { numeric, ...member }: NetworkMember,
  { training, transformation }: MemberSections,
): NetworkSettings {
  return {
    hidden: member.hidden,
    dropout: member.dropout,
    inputDropout: member.inputDropout,
    batchEnsemble: member.batchEnsemble,
    activation: member.activation,
    normalization: member.normalization,
    residual: member.residual,
    schedule: training.schedule,
    clipNorm: training.clipNorm,
    kernel: training.kernel,
    focal: training.focal,
    groupDropout: 0,
    epochs: member.epochs ?? training.epochs,
    batchSize: member.batchSize ?? training.batchSize,
    learningRate: member.learningRate ?? training.learningRate,
    weightDecay: member.weightDecay ?? training.weightDecay,
    labelSmoothing: training.labelSmoothing,
    patience: training.patience,
    minimumSteps: member.minimumSteps ?? training.minimumSteps,
    maximumSteps: member.maximumSteps ?? training.maximumSteps,
    classWeights: training.classWeights,
    oversampling: training.oversampling,
    tomekLinks: training.tomekLinks,
    transformation: { ...transformation, ...(numeric !== undefined && { numeric }) },
  };
}
