import { z } from 'zod';
import { Id, Name } from '../id.ts';

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
});
export type Member = z.infer<typeof Member>;
