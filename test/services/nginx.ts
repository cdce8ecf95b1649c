import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OwnServer, startOwnServer } from './own-server.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy');

/** A real nginx with the configuration of `deploy/`: only addresses are other ones, and it is one process. @param gateways - `host:port` of three */
export const startProxy = (gateways: readonly string[]): Promise<OwnServer> =>
  startOwnServer({
    command: 'nginx',
    help: 'No nginx: apt install nginx-light.',
    args(port, folder) {
      const site = readFileSync(join(DEPLOY, 'nginx.conf'), 'utf8')
        .replaceAll(/gateway-(\d):8080/g, (_, number: string) => gateways[Number(number) - 1] ?? '')
        .replaceAll('/etc/nginx/', `${DEPLOY}/`)
        .replace('listen 80;', `listen 127.0.0.1:${port};`);
      const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'site.conf'), site);
      writeFileSync(
        join(folder, 'nginx.conf'),
        [
          ...(process.getuid?.() === 0 ? ['user root;'] : []),
          `daemon off; master_process off; pid ${folder}/pid; error_log stderr;`,
          'events { worker_connections 200; }',
          `http { access_log off; ${places.join(' ')} include ${folder}/site.conf; }`,
        ].join('\n'),
      );
      return ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
    },
  });
