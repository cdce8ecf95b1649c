import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killGateways } from '../gateway-process.ts';
import { load } from './load.ts';
import { soak } from './soak.ts';

/** @param minutes - of the soak */
export async function underFire(command: 'soak' | 'fire', minutes: number, tell: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bot-bench-'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      killGateways();
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  }
  try {
    // The bundle of the bench lies beside that of the gateway.
    await (command === 'soak' ? soak(minutes, folder, import.meta.dirname, tell) : load(folder, import.meta.dirname, tell));
  } finally {
    killGateways();
    await rm(folder, { recursive: true, force: true });
  }
}
