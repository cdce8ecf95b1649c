/** Server-sent events to one reader. */
export interface EventStream {
  readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** False while the reader is behind: whoever sends should wait for `onRoom` then. */
  hasRoom(): boolean;
  comment(text: string): void;
  send(name: string, data: unknown): void;
  /** Ends the stream after what was sent. */
  close: () => void;
}

/** Pieces that may wait for a slow reader; the sockets have buffers of their own. */
const BUFFER = 4;

/**
 * Opens a stream of server-sent events. Written on a plain `ReadableStream`, which tells how far behind its reader is.
 *
 * @param onRoom - the reader has caught up
 * @param onEnd - the stream is over, whoever ended it; called once
 */
export function openEventStream({ onRoom, onEnd }: { onRoom: () => void; onEnd: () => void }): EventStream {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
  const end = () => {
    if (!controller) return;
    controller = null;
    onEnd();
  };
  const readable = new ReadableStream<Uint8Array<ArrayBuffer>>(
    { start: (opened) => void (controller = opened), pull: onRoom, cancel: end },
    { highWaterMark: BUFFER },
  );
  const write = (text: string) => controller?.enqueue(encoder.encode(text));
  return {
    readable,
    hasRoom: () => (controller?.desiredSize ?? 0) > 0,
    comment: (text) => write(`: ${text}\n\n`),
    send: (name, data) => write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
    close: () => {
      controller?.close();
      end();
    },
  };
}
