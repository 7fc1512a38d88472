import * as z from 'zod';

/** What a mission is, in the only words an SMS may use for it: none of them says anything about health (law 8). */
export const actSchema = z.enum(['visit', 'call', 'books', 'outing', 'parcel', 'help']);
export type Act = z.infer<typeof actSchema>;
