import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that a test can do things to, for one client and not for the others. */
export interface Proxy {
  port: number;
  /** Ends all connections and refuses new ones. */
  cut(): void;
  /** Lets nothing through any more, and says nothing about it: a cable that is unplugged. */
  hang(): void;
  /** What hung goes on; what was cut is taken again. */
  mend(): void;
  close(): Promise<void>;
}

export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let [isCut, hangs] = [false, false];
  const server = createServer((client) => {
    if (isCut) {
      client.destroy();
      return;
    }
    const upstream = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.pipe(other);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      if (hangs) socket.pause();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const end = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut() {
      isCut = true;
      end();
    },
    hang() {
      hangs = true;
      for (const socket of sockets) socket.pause();
    },
    mend() {
      [isCut, hangs] = [false, false];
      for (const socket of sockets) socket.resume();
    },
    async close() {
      server.close();
      end();
      await once(server, 'close');
    },
  };
}
