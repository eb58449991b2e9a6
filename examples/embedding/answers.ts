import * as assert from 'uvu/assert';

/** A record of the example model. */
export const record = { duration: 1.5, risk: 0, protocol: 'tcp', flagged: 'no' };

export const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export type Ask = (path: string, init?: RequestInit) => Response | Promise<Response>;

/** What every embedding has in common, wherever the app is mounted. */
export async function answers(ask: Ask, at: string): Promise<void> {
  const verdict = await ask(`${at}/predict`, post(record));
  assert.is(verdict.status, 200, await verdict.clone().text());
  const { label, model: served } = (await verdict.json()) as { label: string; model: { name: string } };
  assert.ok(['normal', 'attack'].includes(label), label);
  assert.is(served.name, 'example');
  const several = await ask(`${at}/predict`, post([record, record]));
  assert.is(((await several.json()) as { predictions: unknown[] }).predictions.length, 2);
  for (const [init, status] of [
    [post({ ...record, risk: 7 }), 422],
    [post({ duration: 'long' }), 422],
  ] as const) {
    const refused = await ask(`${at}/predict`, init);
    assert.is(refused.status, status);
    assert.is(refused.headers.get('content-type'), 'application/problem+json');
  }
  assert.is((await ask(`${at}/predict`, post('{"duration":'))).status, 400);
  for (const path of ['/schema', '/health/ready', '/health/live']) {
    assert.is((await ask(at + path)).status, 200, path);
  }
}
