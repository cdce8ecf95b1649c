import { type BotPlan } from './world.ts';
import { mix, mixName } from './random.ts';

/** Conversations are planned per quarter hour, in milliseconds. */
export const SLOT = 15 * 60_000;

const DAY = 86_400_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Share of each local hour around 1: asleep at four, busy before noon, a second wave after work. */
const HOURS = [
  0.22, 0.14, 0.1, 0.08, 0.1, 0.2, 0.45, 0.85, 1.3, 1.75, 1.95, 1.85, 1.55, 1.5, 1.6, 1.65, 1.6, 1.55, 1.5, 1.45, 1.25, 0.95, 0.65, 0.4,
];
const MEAN = HOURS.reduce((sum, share) => sum + share, 0) / HOURS.length;

interface LocalTime {
  weekday: number;
  /** With fraction. */
  hour: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const newest = new Map<string, LocalTime & { instant: number }>();

/** Wall clock of a zone; the last answer is kept, as all bots of a zone ask for the same moment. */
function localTime(zone: string, instant: number): LocalTime {
  const kept = newest.get(zone);
  if (kept?.instant === instant) return kept;
  const options = { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', options);
  formats.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const time = { instant, weekday: WEEKDAYS.indexOf(parts.weekday ?? ''), hour: Number(parts.hour) + Number(parts.minute) / 60 };
  newest.set(zone, time);
  return time;
}

/** How much a number wobbles around 1, the same way for the same parts: no two days are alike. */
export const wobble = (width: number, ...parts: number[]): number => 1 + width * (mix(...parts) / 2 ** 31 - 1);

/** How many conversations a bot can expect to start in the quarter hour that begins at `slotStart` (epoch ms). */
export function expectedStarts(seed: number, plan: BotPlan, slotStart: number): number {
  const { weekday, hour } = localTime(plan.zone, slotStart);
  const before = HOURS[Math.floor(hour)] ?? 0;
  const after = HOURS[(Math.floor(hour) + 1) % 24] ?? 0;
  const ofHour = (before + (after - before) * (hour % 1)) / MEAN;
  const key = mixName(`${plan.business.id}/${plan.bot.id}`);
  const ofDay =
    (plan.week[weekday] ?? 1) *
    wobble(0.12, seed, key, Math.floor(slotStart / DAY)) *
    wobble(0.08, seed, key, Math.floor(slotStart / DAY / 7), 1);
  return (plan.perDay / (DAY / SLOT)) * ofHour * ofDay;
}
