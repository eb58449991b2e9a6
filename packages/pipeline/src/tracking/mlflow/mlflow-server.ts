import { passingStatuses, withoutUser } from '../../sources/http-request.ts';
import { shownUri } from '@rampart/core/connections';

/** Why a call came to nothing. */
export class MlflowTrouble extends Error {
  /** Whether the same call may succeed later. */
  readonly passing: boolean;
  /** MLflow's name for it, such as `RESOURCE_DOES_NOT_EXIST`. */
  readonly code: string | undefined;

  constructor(message: string, { passing, code }: { passing: boolean; code?: string | undefined }) {
    super(message);
    this.passing = passing;
    this.code = code;
  }
}

/** MLflow's REST interface, version 2.0. Every call throws MlflowTrouble where it comes to nothing. */
export interface MlflowServer {
  get(path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<unknown>;
  post(path: string, body: unknown, signal: AbortSignal): Promise<unknown>;
}

/** How a server is reached. */
export interface MlflowServerOptions {
  /** May hold a user and a password. */
  readonly uri: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Longest time without an answer, in milliseconds. */
  readonly patience: number;
}

/** The server at an address, with the credentials of the address or else of the environment. */
export function mlflowServer({ uri, env, patience }: MlflowServerOptions): MlflowServer {
  const { url, authorization } = withoutUser(uri);
  const headers = { 'content-type': 'application/json', ...authorizationOf(env), ...authorization };
  const base = `${url.href.replace(/\/+$/, '')}/api/2.0/mlflow`;
  const shown = shownUri(uri);

  async function call(address: string, signal: AbortSignal, body?: unknown): Promise<unknown> {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    try {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(address, { ...init, headers, signal: limit });
      const text = await response.text();
      if (!response.ok) throw refusal(shown, response.status, text);
      return JSON.parse(text);
    } catch (error) {
      throw error instanceof MlflowTrouble ? error : unanswered(shown, error, patience);
    }
  }

  return {
    get: (path, query, signal) => call(`${base}/${path}?${String(new URLSearchParams(query))}`, signal),
    post: (path, body, signal) => call(`${base}/${path}`, signal, body),
  };
}

/** As MLflow's own clients have it: user and password before the token. */
function authorizationOf(env: MlflowServerOptions['env']): Record<string, string> {
  const [user, password, token] = ['USERNAME', 'PASSWORD', 'TOKEN'].map(
    (name) => env[`MLFLOW_TRACKING_${name}`],
  );
  if (user && password) {
    return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  }
  return token ? { authorization: `Bearer ${token}` } : {};
}

function refusal(shown: string, status: number, text: string): MlflowTrouble {
  const { error_code: code, message } = told(text);
  const reason =
    status === 401 || status === 403
      ? `refuses (${status}): check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN`
      : `answers ${status}${code === undefined ? '' : ` ${code}: ${(message ?? '').slice(0, 200)}`}`;
  return new MlflowTrouble(`${shown} ${reason}`, { passing: passingStatuses.has(status), code });
}

/** What an error of MLflow says; nothing where the answer is another program's. */
function told(text: string): { error_code?: string; message?: string } {
  try {
    return (JSON.parse(text) ?? {}) as { error_code?: string; message?: string };
  } catch {
    return {};
  }
}

function unanswered(shown: string, error: unknown, patience: number): MlflowTrouble {
  if (error instanceof SyntaxError) {
    return new MlflowTrouble(`${shown} is no MLflow server: its answer is not JSON`, { passing: false });
  }
  const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  const reasons: Record<string, string> = { TimeoutError: `for ${patience / 1000} s`, AbortError: 'in time' };
  const reason = reasons[name] ?? `(${cause?.code ?? name})`;
  return new MlflowTrouble(`${shown} does not answer ${reason}`, { passing: true });
}
