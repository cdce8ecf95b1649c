import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Adapter } from '../../gateway/ingest/adapters/adapter.ts';
import { ADAPTERS } from '../../gateway/ingest/adapters/index.ts';
import { readLine } from '../../gateway/ingest/read-line.ts';

const FOLDER = 'test/gateway/ingest/adapters/payloads';
/** Recorded payloads of each product; Dialogflow's is a documented row around a recorded response, Botpress' the documented example. */
const FILES: Record<string, readonly string[]> = {
  rasa: ['rasa-tracker-store.json', 'rasa-broker.ndjson'],
  'lex-v2': ['lex-v2.ndjson'],
  'bot-framework': ['bot-framework-emulator.transcript.json', 'bot-framework-sandwich.transcript.json'],
  'dialogflow-cx': ['dialogflow-cx-response.json'],
  botpress: [],
};
const MADE_UP: Record<string, (recorded: readonly string[]) => string[]> = {
  'dialogflow-cx': ([response]) => [
    JSON.stringify({
      conversation_name: 'projects/p/locations/l/agents/a/conversations/c',
      request_time: '2026-03-01T09:00:00Z',
      response,
    }),
  ],
  botpress: () => [
    JSON.stringify({
      id: 'm',
      createdAt: '2026-03-01T09:00:00Z',
      type: 'text',
      payload: { text: 'hello' },
      direction: 'incoming',
      userId: 'u',
      conversationId: 'c',
      tags: {},
    }),
  ],
};
/** Seconds of each measurement. */
const TIME = 1.5;

/** Messages a second that each adapter makes on one core: from payloads that are parsed, and from their text to checked messages. */
export async function benchAdapters(tell: (line: string) => void): Promise<void> {
  for (const [name, files] of Object.entries(FILES)) {
    const recorded = (await Promise.all(files.map((file) => readFile(join(FOLDER, file), 'utf8')))).flatMap((text, index) =>
      files[index]?.endsWith('.ndjson') ? text.trim().split('\n') : [text],
    );
    const texts = MADE_UP[name]?.(recorded) ?? recorded;
    const payloads = texts.map((text) => JSON.parse(text) as unknown);
    const open = ADAPTERS[name];
    if (!open) throw new Error(`There is no adapter ${name}.`);
    const adapter = open({ business: 'acme', bot: 'shop' });
    const converted = rate(() => payloads.reduce<number>((sum, payload) => sum + adapter(payload).length, 0));
    const checked = rate(() => texts.reduce((sum, text) => sum + check(adapter, text), 0));
    tell(`${name.padEnd(14)} ${round(converted)} messages/s converted  ${round(checked)} from text to checked`);
  }
}

function check(adapter: Adapter, text: string): number {
  const drafts = adapter(JSON.parse(text));
  for (const value of drafts) {
    const read = readLine({ line: 1, content: { value } }, Date.now());
    if ('code' in read) throw new Error(`${read.field ?? ''}: ${read.detail}`);
  }
  return drafts.length;
}

/** Seconds of processor time that this process has used, so that what else runs does not matter. */
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Messages a second of processor time, after a warm-up of the same length. */
function rate(work: () => number): number {
  let [messages, started] = [0, spent()];
  for (let warm = false; ;) {
    messages += work();
    const took = spent() - started;
    if (took < TIME) continue;
    if (warm) return messages / took;
    [warm, messages, started] = [true, 0, spent()];
  }
}

const round = (value: number): string => Math.round(value).toLocaleString('en').padStart(10);
