/** How a word's count stands to that of the range before. */
export type Trend = 'new' | 'rising' | 'falling' | 'same';

/** Whether there is anything before to compare with: where no word was there, all would be new, and that would say nothing of them. */
export const isCompared = (words: readonly { previous: number }[]): boolean => words.some(({ previous }) => previous > 0);

export function trendOf({ messages, previous }: { messages: number; previous: number }): Trend {
  if (previous === 0) return 'new';
  if (messages === previous) return 'same';
  return messages > previous ? 'rising' : 'falling';
}

/** Told by shape too, never by colour alone. */
export const SHAPES: Record<Trend, string> = { new: '●', rising: '▲', falling: '▼', same: '=' };
