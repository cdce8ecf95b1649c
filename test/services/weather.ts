import { connect, createServer, type Socket } from 'node:net';

/** What a proxy does to the traffic between a gateway and its server; may be changed at any time. */
export interface Weather {
  /** Milliseconds that answers are held back. */
  delay: number;
  /** Breaks the connection instead of passing this piece on; `up`: on its way to the server. */
  breaks: (piece: Buffer, up: boolean) => boolean;
}

export interface Proxy {
  url: string;
  weather: Weather;
  /** Requests without an answer now, and the most there were at once. */
  requests: { now: number; most: number };
  /** Connections that the gateway gave up while an answer was held back. */
  abandoned: number;
  close(): Promise<void>;
}

export const CALM: Weather = { delay: 0, breaks: () => false };

/** A network between a gateway and a real server: slow or broken as the test wants it. */
export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const proxy: Proxy = {
    url: '',
    weather: { ...CALM },
    requests: { now: 0, most: 0 },
    abandoned: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const { requests, weather } = proxy;
    let asked = false;
    let held = 0;
    const answered = () => {
      if (asked) requests.now--;
      asked = false;
    };
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    client.once('close', () => {
      answered();
      if (held > 0) proxy.abandoned++;
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        end();
      });
      socket.on('error', end);
    }
    client.on('data', (piece) => {
      if (weather.breaks(piece, true)) {
        end();
        return;
      }
      // One at a time on each connection, the next one only after the answer.
      if (!asked) requests.most = Math.max(requests.most, ++requests.now);
      asked = true;
      upstream.write(piece);
    });
    upstream.on('data', (piece) => {
      if (weather.breaks(piece, false)) {
        end();
        return;
      }
      held++;
      setTimeout(() => {
        held--;
        answered();
        if (!client.destroyed) client.write(piece);
      }, weather.delay);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      proxy.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
      resolve(proxy);
    });
  });
}
