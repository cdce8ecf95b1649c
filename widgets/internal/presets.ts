import type { Preset } from '../../gateway/contract/query.ts';

/** A record, so that one that the contract adds is missed here. */
const known: Record<Preset, true> = {
  '24h': true,
  today: true,
  yesterday: true,
  '7d': true,
  '14d': true,
  '30d': true,
  '90d': true,
  '365d': true,
  'this-week': true,
  'last-week': true,
  'this-month': true,
  'last-month': true,
};

/** Ranges with a name (contract section 3), in the order in which they are offered. */
export const PRESETS = Object.keys(known) as readonly Preset[];

export const isPreset = (name: string | null | undefined): name is Preset => typeof name === 'string' && Object.hasOwn(known, name);
