import { type ErrorCode, type Problem, RampartError } from '../../errors.ts';
import { redact } from '../../redact.ts';
import type { MongodbAddress } from './mongodb-address.ts';

/** The parts of a driver's error that tell what happened; read by shape, so that the driver need not be loaded. */
interface DriverError extends Error {
  readonly code?: number | string;
  readonly errorLabelSet?: ReadonlySet<string>;
  readonly errorLabels?: readonly string[];
  readonly reason?: { readonly servers?: ReadonlyMap<string, { readonly error?: Error | null }> };
}

/** An error of the driver as the user sees it: which server, what was being done, what came, what to do. */
export function mongodbError(
  code: ErrorCode,
  cause: unknown,
  address: MongodbAddress,
  doing: string,
): RampartError {
  if (cause instanceof RampartError) return cause;
  return new RampartError(code, mongodbProblem(cause, address, doing), { cause: redact(cause) });
}

/** The same as a plain fact, without credentials. */
export function mongodbProblem(error: unknown, { uri, host }: MongodbAddress, doing: string): Problem {
  const driver = error as DriverError;
  // The first line is the fact; some servers add an address to read more at.
  const text = String(redact(reasonOf(driver)))
    .split('\n')[0]!
    .replace(/\.$/, '');
  const where = uri;
  if (driver.code === 18 || /auth/i.test(driver.name)) {
    return {
      where,
      expected: 'a user and a password that the server accepts',
      received: text,
      fix: 'Check MONGODB_URI or the URI: user, password (percent-encoded) and `authSource`.',
    };
  }
  if (driver.code === 13) {
    return { where, expected: `the right to ${doing}`, received: text, fix: 'Ask for a role that has it.' };
  }
  if (/ENOTFOUND|EAI_AGAIN|querySrv/.test(text)) {
    return {
      where,
      expected: `a host \`${host}\` that has an address`,
      received: text,
      fix: 'Check the name of the host, and the network.',
    };
  }
  if (isNetworkError(error)) {
    return {
      where,
      expected: `a MongoDB server that answers at ${host}`,
      received: text,
      fix: 'Start it, or check host, port and firewall; `rampart doctor --connect <uri>` tries again.',
    };
  }
  if (driver.name === 'MongoParseError' || driver.name === 'MongoInvalidArgumentError') {
    return { where, expected: "settings that MongoDB's driver knows", received: text };
  }
  return { where, expected: `the server to let us ${doing}`, received: text };
}

// The codes that MongoDB's specification of retryable writes lists, and what a lost primary answers.
const transientCodes = new Set<unknown>([
  6, 7, 64, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);

const brokenConnection =
  /connection .*(?:closed|timed out|cleared)|Server selection timed out|Topology is closed|ECONN\w+|EPIPE|ETIMEDOUT|EAI_AGAIN|socket hang up/i;

/** Whether the server was away or not ready, so that the same command may succeed a moment later. */
export function isNetworkError(error: unknown): boolean {
  const { name, message, code, errorLabelSet, errorLabels } = error as DriverError;
  if (/Network|ServerSelection|PoolCleared|PoolClosed|TopologyClosed|OperationTimeout/.test(name))
    return true;
  const labels = [...(errorLabelSet ?? []), ...(errorLabels ?? [])];
  if (labels.includes('RetryableWriteError') || transientCodes.has(code)) return true;
  // A bulk write wraps the error of its connection in one of its own, and keeps only the words.
  return brokenConnection.test(message);
}

/** The network's own word where the driver only says that no server was found in time. */
function reasonOf(error: DriverError): string {
  const servers = [...(error.reason?.servers?.values() ?? [])];
  const inner = servers.map((server) => server.error?.message).find((message) => message !== undefined);
  return inner ?? error.message ?? String(error);
}
