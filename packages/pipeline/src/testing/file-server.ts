import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sha256 } from '@rampart/core/internal';

/** An HTTP server of a test's own, with what it saw. */
export interface FileServer {
  readonly url: string;
  /** What it serves, by path. */
  readonly files: Map<string, Uint8Array>;
  /** Answers that are being sent. */
  answering(): number;
  readonly requests: IncomingMessage[];
  [Symbol.asyncDispose](): Promise<void>;
}

/** How a test's server behaves. */
export interface FileServerOptions {
  readonly ranges?: boolean;
  readonly etags?: boolean;
  /** Answers in its own way; true where it has. */
  readonly handle?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Serves files from memory on a free port of this machine. */
export async function fileServer({
  ranges = true,
  etags = true,
  handle,
}: FileServerOptions = {}): Promise<FileServer> {
  const files = new Map<string, Uint8Array>();
  const requests: IncomingMessage[] = [];
  let answering = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    answering += 1;
    response.once('close', () => (answering -= 1));
    if (handle?.(request, response) === true) return;
    const content = files.get(request.url ?? '');
    if (content === undefined) {
      response.writeHead(404).end('nothing here');
      return;
    }
    const etag = `"${sha256(content)}"`;
    if (etags) response.setHeader('etag', etag);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const same = [undefined, etag].includes(request.headers['if-range'] as string | undefined);
    if (!ranges || from === undefined || !same) {
      response.writeHead(200, { 'content-length': content.length }).end(content);
      return;
    }
    const end = Math.min(Number(to) + 1, content.length);
    response.writeHead(206, {
      'content-range': `bytes ${from}-${end - 1}/${content.length}`,
      'content-length': end - Number(from),
    });
    response.end(content.subarray(Number(from), end));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    requests,
    answering: () => answering,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
