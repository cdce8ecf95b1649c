/* global TextDecoderStream, AbortController, setTimeout */

/**
 * Follows `/v1/live` until stopped; asks again when the stream ends, with more patience each time.
 *
 * @param on - `changed(data)`, `denied()`, `open(isOpen)`
 * @returns the way to stop
 */
export function followLive(gateway, tokens, on) {
  const stop = new AbortController();
  void follow();
  return () => stop.abort();

  async function follow() {
    for (let wait = 1000; !stop.signal.aborted; wait = Math.min(wait * 2, 30_000)) {
      try {
        const headers = { authorization: `Bearer ${await tokens.token()}`, accept: 'text/event-stream' };
        const response = await fetch(`${gateway}/v1/live`, { headers, signal: stop.signal, cache: 'no-store' });
        if (response.ok) {
          on.open(true);
          await read(response.body, (name, data) => {
            wait = 1000;
            if (name === 'changed') on.changed(JSON.parse(data));
            if (name === 'denied') on.denied();
          });
        }
      } catch {
        // The next round tells whether it was for long.
      }
      if (stop.signal.aborted) return;
      on.open(false);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Reads server-sent lines; comments keep the stream alive and say nothing. */
async function read(body, take) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split(/\r?\n/).filter((line) => !line.startsWith(':'));
      const of = (name) =>
        fields.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
      const data = of('data').join('\n');
      if (data !== '') take(of('event')[0] ?? 'message', data);
    }
  }
}
