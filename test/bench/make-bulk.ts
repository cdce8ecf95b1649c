import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deriveKeywords } from '../../gateway/text/keywords.ts';

interface Sent {
  id: string;
  business: string;
  bot: string;
  conversation: string;
  text: string;
  language?: string;
  understood?: boolean;
}

/** Writes the messages again as bodies for `_bulk`, so that making them costs nothing when they are sent. Missed ones get their keywords, which dashboards count. */
export async function makeBulk(messages: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of await readdir(messages)) {
    const lines = (await readFile(join(messages, file), 'utf8')).split('\n').map((line) => {
      const message = JSON.parse(line) as Sent;
      const { business, bot, conversation, id, text, language, understood } = message;
      const head = { index: { _id: [business, bot, conversation, id].join('/') } };
      const document = { ...message, ...(understood === false && { keywords: deriveKeywords(text, language) }) };
      return `${JSON.stringify(head)}\n${JSON.stringify(document)}\n`;
    });
    await writeFile(join(folder, file), lines.join(''));
  }
}
