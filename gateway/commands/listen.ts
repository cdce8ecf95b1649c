import { serve as listen, type ServerType } from '@hono/node-server';
import { type Hono } from 'hono';

/** How long running requests may take to finish at shutdown, milliseconds. */
const GRACE = 10_000;
/** Between two looks for connections that nobody uses any more, milliseconds. */
const LOOK = 100;

/** Answers the address once it is listened on. @param servers - the server is added, to be stopped */
export function startListening(
  app: Pick<Hono, 'fetch'>,
  { name, port }: { name: string; port: number },
  hostname: string,
  servers: ServerType[],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, port, hostname }, (address) => {
      const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
      resolve(`http://${host}:${address.port}`);
    });
    servers.push(server);
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE';
      const advice = busy
        ? `is in use. Choose another ${name}, or stop the program that listens there.`
        : `cannot be listened on (${error.message}).`;
      reject(new Error(`${hostname}:${port} ${advice}`, { cause: error }));
    });
  });
}

/** Takes no new connections, waits for the running requests, and cuts what is left after the grace. */
export function stopListening(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE);
    const closeIdle = () => 'closeIdleConnections' in server && server.closeIdleConnections();
    // A proxy keeps the connection of a stream that has ended, and the process would wait for it.
    const looking = setInterval(closeIdle, LOOK);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(looking);
      resolve();
    });
    closeIdle();
  });
}
