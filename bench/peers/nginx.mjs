import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TFTP_ROOT } from '../folders.mjs';
import { HTTP_PORT } from '../load/httpload.mjs';
import { SERVER_ADDRESS } from '../population.mjs';
import { requireProgram } from '../program.mjs';

/** nginx as Debian sets it up (a worker per processor, sendfile, tcp_nopush), without an access log. */
export const nginx = {
  name: 'nginx',
  protocols: ['http'],
  /** SIGTERM ends it at once; SIGQUIT would wait for clients. */
  prepare(folder) {
    requireProgram('nginx');
    writeFileSync(join(folder, 'nginx.conf'), configuration(folder));
  },

  command(folder) {
    return { command: [requireProgram('nginx'), '-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')] };
  },
};

function configuration(folder) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off; user root; worker_processes auto; pid ${join(folder, 'nginx.pid')};
events { worker_connections 1024; }
http {
  sendfile on; tcp_nopush on; keepalive_timeout 65; keepalive_requests 100000; access_log off;
  ${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join(' ')}
  server { listen ${SERVER_ADDRESS}:${HTTP_PORT}; location /boot/ { alias ${TFTP_ROOT}/; } }
}
`;
}
