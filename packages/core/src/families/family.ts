import type { z } from 'zod';
import type { MemberSections } from '../config/member-defaults.ts';
import type { Random } from '../random.ts';

/**
 * A kind of model that can be trained: what its members may say in the configuration, and what a search draws them
 * from. `Member` and `Space` are what `member` and `space` parse; `Settings` is all that training one depends on, as
 * plain JSON.
 */
export interface Family<Member = unknown, Space = unknown, Settings = unknown> {
  readonly name: string;
  /** What a member says beside its name and its family; strict. */
  readonly member: z.ZodObject;
  /** What members are drawn from; strict, with a default for each setting. */
  readonly space: z.ZodObject;
  /** A member with the sections' values where it says nothing. */
  resolve(member: Member, sections: MemberSections): Settings;
  /** A random member; each setting is drawn from a stream of its own, so that none has influence on the others. */
  draw(space: Space, sections: MemberSections, random: Random): Settings;
  /**
   * The settings of the member that answers rows which lack feature groups, beside one of the given settings for
   * complete rows; null where that one answers all rows.
   */
  incomplete(settings: Settings, sections: MemberSections): Settings | null;
}
