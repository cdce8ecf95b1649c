export interface Read {
  /** `comment` for comments. */
  name: string;
  data: unknown;
  /** When it came, milliseconds. */
  at: number;
}

/** Reads server-sent events as a browser does with fetch. */
export function readEvents(response: Response) {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const read: Read[] = [];
  let text = '';
  let ended = false;
  const done = (async () => {
    for (;;) {
      const { value, done: over } = await reader.read();
      if (over) break;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) read.push(parse(block));
    }
  })()
    .catch(() => undefined)
    .finally(() => (ended = true));
  return {
    read,
    named: (name: string) => read.filter((one) => one.name === name),
    changed: () => read.filter((one) => one.name === 'changed').map(({ data }) => data as { bots: string[]; newestMessage: string | null }),
    ended: () => ended,
    /** Resolves when the stream is over. */
    done,
    leave: () => reader.cancel(),
  };
}

function parse(block: string): Read {
  const at = performance.now();
  if (block.startsWith(':')) return { name: 'comment', data: block.slice(1).trim(), at };
  const [name, data, ...rest] = block.split('\n');
  if (!name?.startsWith('event: ') || !data?.startsWith('data: ') || rest.length > 0) throw new Error(`No server-sent event: ${block}`);
  return { name: name.slice(7), data: JSON.parse(data.slice(6)), at };
}
