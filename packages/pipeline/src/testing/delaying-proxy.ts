import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy that makes a server slow, or silent, and counts what is sent to it. */
export interface DelayingProxy {
  readonly port: number;
  /** Milliseconds by which every piece of an answer is held back; Infinity lets none through. */
  delay: number;
  /** Bytes that clients have sent. */
  readonly sent: number;
  /** Told of each piece that a client sends, before the server gets it. */
  onSent: (sent: number) => void;
  close(): Promise<void>;
}

/** Starts a proxy in front of a server on this machine. */
export async function delayingProxy(target: number, delay: number): Promise<DelayingProxy> {
  const open = new Set<Socket>();
  let sent = 0;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (bytes) => {
      sent += bytes.length;
      proxy.onSent(sent);
      upstream.write(bytes);
    });
    let last = 0;
    upstream.on('data', (bytes) => {
      if (!Number.isFinite(proxy.delay)) return;
      // Later pieces never overtake earlier ones.
      last = Math.max(last, Date.now() + proxy.delay);
      setTimeout(() => client.write(bytes), last - Date.now());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: DelayingProxy = {
    port: (server.address() as AddressInfo).port,
    delay,
    get sent() {
      return sent;
    },
    onSent: () => undefined,
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
  return proxy;
}

/** A port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
