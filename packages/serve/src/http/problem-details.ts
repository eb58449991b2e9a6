import { STATUS_CODES } from 'node:http';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An error answer as RFC 9457 defines it: `application/problem+json`, with members of our own beside the detail. */
export function problemDetails(
  status: ContentfulStatusCode,
  detail: string,
  more: {
    readonly members?: Readonly<Record<string, unknown>>;
    readonly headers?: Record<string, string>;
  } = {},
): Response {
  // "about:blank" says that the title is the status itself.
  const body = { type: 'about:blank', title: STATUS_CODES[status], status, detail, ...more.members };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...more.headers },
  });
}

/** The same answer to throw from inside a route; the app sends it as it is. */
export function refusal(...problem: Parameters<typeof problemDetails>): HTTPException {
  return new HTTPException(problem[0], { message: problem[1], res: problemDetails(...problem) });
}
