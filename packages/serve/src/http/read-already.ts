import type { IncomingMessage } from 'node:http';

/** A request's body that a framework has read before the app: its bytes, or the value that it was parsed to. */
export type ReadBody = { readonly bytes: Uint8Array } | { readonly value: unknown };

/** What frameworks and their parsers leave at a request of Node. */
export interface ParsedRequest extends IncomingMessage {
  readonly body?: unknown;
  readonly rawBody?: unknown;
  readonly originalUrl?: string;
}

/** The body as a framework left it; undefined where the stream still has it, whatever `body` may say then. */
export function readAlready(incoming: ParsedRequest): ReadBody | undefined {
  const { rawBody, body } = incoming;
  const bytes = bytesOf(rawBody);
  if (bytes !== undefined) return { bytes };
  // Express 4 sets `body` to {} where it leaves a body unread.
  if (!incoming.readableDidRead) return undefined;
  const text = bytesOf(body);
  return text === undefined ? { value: body } : { bytes: text };
}

function bytesOf(body: unknown): Uint8Array | undefined {
  return typeof body === 'string' ? Buffer.from(body) : body instanceof Uint8Array ? body : undefined;
}
