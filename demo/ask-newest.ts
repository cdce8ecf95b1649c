import { z } from 'zod';

const Fresh = z.object({ newestMessage: z.iso.datetime().nullable() });

/** Time of the newest message that the gateway holds, epoch ms; `null`: it holds none. Asked the way a page asks. */
export async function askNewest(gateway: string, token: string): Promise<number | null> {
  const response = await fetch(`${gateway}/v1/trends?range=today`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`The gateway answered ${response.status} when asked for its newest message: ${await response.text()}`);
  const { newestMessage } = Fresh.parse(await response.json());
  return newestMessage === null ? null : Date.parse(newestMessage);
}
