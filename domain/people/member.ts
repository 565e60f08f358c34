import { z } from 'zod';
import { Id, Instant, Name } from '../id.ts';

export const roles = ['marketing', 'sales', 'sales-lead', 'viewer'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** `admin` manages members and gives no right at the gate. */
export const Member = z.object({
  id: Id,
  name: Name,
  role: Role,
  admin: z.boolean(),
  suspended: z.boolean(),
  /** Came by a guest link: a viewer of this one campaign who may comment on it, until then. */
  guest: z.object({ campaign: Id, until: Instant }).optional(),
});
export type Member = z.infer<typeof Member>;

/** Whether a guest's time is over at `now`. Both are written alike, so they compare as texts. */
export const isOver = ({ guest }: Pick<Member, 'guest'>, now: string): boolean =>
  guest !== undefined && guest.until <= now;
