import { type Step } from '../../conversation/journey.ts';
import { type NodeRef } from '../../conversation/facts.ts';

/**
 * One link of a path in one BIGINT, so that journeys are counted by grouping numbers:
 * from node (28 bits, 0: start) | to node (28 bits, 0: end) | step (5 bits) | new node | new link.
 */
export function encodeStep({ from, to, step, newNode, newLink }: Step, numberOf: (node: NodeRef) => number): bigint {
  const number = (node: NodeRef | null) => BigInt(node ? numberOf(node) : 0);
  return (number(from) << 35n) | (number(to) << 7n) | BigInt((step << 2) | (newNode ? 2 : 0) | (newLink ? 1 : 0));
}

/** The parts of a code in SQL. */
export const decoded = {
  from: (code: string): string => `(${code} >> 35)::INTEGER`,
  to: (code: string): string => `((${code} >> 7) & 268435455)::INTEGER`,
  step: (code: string): string => `((${code} >> 2) & 31)::INTEGER`,
  newNode: (code: string): string => `((${code} >> 1) & 1)::INTEGER`,
  newLink: (code: string): string => `(${code} & 1)::INTEGER`,
};

export interface Decoded extends Pick<Step, 'step' | 'newNode' | 'newLink'> {
  /** Numbers of nodes, 0: the start, the end. */
  from: number;
  to: number;
}

export function decodeStep(code: bigint): Decoded {
  const low = Number(code & 127n);
  return {
    from: Number(code >> 35n),
    to: Number((code >> 7n) & 268_435_455n),
    step: low >> 2,
    newNode: (low & 2) > 0,
    newLink: (low & 1) > 0,
  };
}
