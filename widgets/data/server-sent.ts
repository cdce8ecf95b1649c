export interface ServerSent {
  /** `comment` for a line that only keeps the connection alive. */
  name: string;
  data: string;
}

/** Reads server-sent lines from a response, so that the token can be a header, which `EventSource` cannot send. */
export async function* readServerSent(response: Response): AsyncGenerator<ServerSent> {
  if (!response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield parse(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function parse(block: string): ServerSent {
  const fields = { event: '', data: [] as string[] };
  for (const line of block.split(/\r?\n/)) {
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
    if (name === 'event') fields.event = value;
    if (name === 'data') fields.data.push(value);
  }
  return { name: fields.event || (fields.data.length > 0 ? 'message' : 'comment'), data: fields.data.join('\n') };
}
