import { z } from 'zod';

export const PERMISSIONS = ['reports', 'messages', 'export', 'unmask', 'ingest', 'erase'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What the caller may see. */
export const ScopeAnswer = z
  .strictObject({
    businesses: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        bots: z.array(z.strictObject({ id: z.string(), name: z.string(), permissions: z.array(z.enum(PERMISSIONS)) })),
      }),
    ),
    channels: z.array(z.string()),
    languages: z.array(z.string()),
  })
  .meta({ id: 'Scope' });
export type ScopeAnswer = z.output<typeof ScopeAnswer>;
