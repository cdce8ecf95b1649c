import { hash } from 'node:crypto';

/** 127 bits of SHA-256 over names as a HUGEINT: equal names, equal digests, and no two others in practice. */
export function digest(...names: string[]): bigint {
  const hex = hash('sha256', JSON.stringify(names), 'hex');
  return BigInt(`0x${hex.slice(0, 32)}`) >> 1n;
}
