/** Random numbers 0 ... 1 from a seed (mulberry32): the same sample on every machine. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A copy in an order that the seed decides. */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  return values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

const STORIES = { delivery: ['greet', 'ask number', 'show parcel'], refund: ['greet', 'check order', 'pay back'], hours: ['show hours'] };
const SAID = [
  'where is my parcel',
  'I want a refund for the broken lamp',
  'when do you open',
  'talk to somebody',
  'the voucher fails again',
];
const BOTS = [
  { business: 'acme', bot: 'shop' },
  { business: 'acme', bot: 'help' },
  { business: 'globex', bot: 'shop' },
];

export interface Sample {
  /** Epoch milliseconds: when the sample ends. */
  now: number;
  bots: typeof BOTS;
  messages: Record<string, unknown>[];
}

/** Conversations of ten weeks as three plausible bots would have them, one message a line, ordered; some are judged later, by a revision. */
export function sample(seed: number, conversations: number): Sample {
  const random = seeded(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const now = Date.parse('2026-04-02T09:41:13.507Z');
  const messages: Record<string, unknown>[] = [];
  for (let index = 0; index < conversations; index++) {
    const bot = pick(BOTS);
    const common = {
      ...bot,
      conversation: `c${index}`,
      user: `user ${Math.floor(random() * conversations * 0.4)}`,
      channel: pick(['web', 'whatsapp']),
    };
    let time = now - Math.floor(random() ** 2 * 70 * 86_400_000) - 1;
    let count = 0;
    const say = (fields: object): void => {
      const message = { ...common, id: `m${count++}`, timestamp: new Date(time).toISOString(), text: '', ...fields };
      messages.push(message);
      if ('story' in fields && random() < 0.1) messages.push({ ...message, revision: 1, success: random() < 0.5 });
      time = Math.min(now, time + Math.floor(random() * 90_000));
    };
    for (let turn = 0; turn < 1 + random() * 5; turn++) {
      const understood = random() > 0.25;
      say({ sender: 'user', text: pick(SAID), understood, language: pick(['en', 'en', 'de']) });
      const [story, nodes] = pick(Object.entries(STORIES));
      for (const node of nodes.slice(0, 1 + Math.floor(random() * nodes.length))) {
        const judged = random() < 0.7 ? { success: random() < 0.8 } : {};
        say({ sender: 'bot', text: `${node}.`, story, node, ...judged });
      }
    }
    if (random() < 0.15) say({ sender: 'human', text: 'Let me see.' });
    else if (random() < 0.5) say({ sender: 'bot', text: 'Bye.', completed: true });
  }
  return { now, bots: BOTS, messages };
}
