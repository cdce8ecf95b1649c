export type Language = 'en' | 'de' | 'es' | 'fr';

/** Ways to say the same thing; `{order}` and the like are filled in when it is said. */
export type Lines = readonly string[];

/** What people say to come to a node, and what the bot says there. */
export interface Exchange {
  asks: Lines;
  answers: Lines;
}

/** A component of a flow; languages it lacks fall back to English. */
export interface NodeScript {
  node: string;
  /** How often it answers rightly; `null`: nobody judges it. */
  success: number | null;
  en: Exchange;
  de?: Exchange;
  es?: Exchange;
  fr?: Exchange;
}

export interface StoryScript {
  story: string;
  weight: number;
  nodes: readonly NodeScript[];
}

/** What the bots of one line of business talk about, and what they do not know yet. */
export interface Script {
  stories: readonly StoryScript[];
  /** The most common first. */
  missed: Readonly<Partial<Record<Language, Lines>>>;
}

/** A node in two languages and more, written on few lines. */
export function node(name: string, success: number | null, en: Exchange, others: Partial<Record<Language, Exchange>> = {}): NodeScript {
  return { node: name, success, en, ...others };
}
