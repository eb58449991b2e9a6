import type { Family } from '../family.ts';
import { type NetworkMember, networkMember } from './network-member.ts';
import { type NetworkSettings, resolveNetwork } from './network-settings.ts';
import { drawNetwork, type NetworkSpace, networkSpace } from './network-space.ts';

/** Fully connected networks; without a hidden layer logistic regression. */
export const networkFamily: Family<NetworkMember, NetworkSpace, NetworkSettings> = {
  name: 'network',
  member: networkMember,
  space: networkSpace,
  resolve: resolveNetwork,
  draw: drawNetwork,
  /** A single network would pay for incomplete rows with what it knows of complete ones. */
  incomplete(settings, { training: { groupDropout } }) {
    return groupDropout > 0 ? { ...settings, groupDropout } : null;
  },
};
