import type { GatewayError, GatewayErrorCode } from '../data/gateway-error.ts';
import type { Values } from './texts.ts';
import type { CommonTexts } from './texts-en.ts';

const NAMES: Partial<Record<GatewayErrorCode, string>> = {
  unauthenticated: 'unauthenticated',
  forbidden: 'forbidden',
  'rate-limited': 'rate-limited',
  offline: 'offline',
  unreachable: 'unreachable',
  'bad-answer': 'unreachable',
  'no-token': 'no-token',
  'store-unavailable': 'store',
  'store-timeout': 'store-timeout',
  'invalid-query': 'invalid-query',
};

/** What happened, and what to do: a sentence each. */
export interface ProblemTexts {
  title: string;
  detail: string;
}

export function problemTexts(error: GatewayError, text: (key: keyof CommonTexts, values?: Values) => string): ProblemTexts {
  const name = NAMES[error.code] ?? 'other';
  const detail = text(`problem.${name}.detail` as keyof CommonTexts, { detail: error.message });
  return { title: text(`problem.${name}.title` as keyof CommonTexts), detail: error.passing ? `${detail} ${text('retrying')}` : detail };
}
