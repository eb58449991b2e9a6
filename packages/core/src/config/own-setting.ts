import { z } from 'zod';
import type { Family } from '../families/family.ts';

/**
 * Whether members of a family have a default of their own for a setting, so that what a section of the configuration
 * says under the same name is about others: the learning rate of networks is not that of trees.
 */
export function isOwnSetting({ member }: Family, name: string): boolean {
  const schema = member.shape[name];
  return schema !== undefined && z.safeParse(schema, undefined).data !== undefined;
}
