import { journey } from './journey.ts';
import { messages } from './messages.ts';
import { type Report } from './report.ts';
import { stories } from './stories.ts';
import { trends } from './trends.ts';
import { words } from './words.ts';

export const reports: readonly Report[] = [trends, stories, words, journey, messages];
