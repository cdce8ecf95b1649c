import { z } from 'zod';

/** Data of the server-sent event `changed`. */
export const Changed = z
  .strictObject({ bots: z.array(z.string()).describe('`business/bot`'), newestMessage: z.string().nullable() })
  .meta({ id: 'Changed' });
export type Changed = z.output<typeof Changed>;
