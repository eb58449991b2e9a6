const MASK = '***';
/** Deeper than any data we log; ends what would otherwise never end. */
const MOST_LEVELS = 24;

const secretWords =
  '(?:passw(?:or)?d|passphrase|secret|token|authorization|credential|cookie|(?:api|access|private|account|signing|encryption)[-_ ]?key|connection[-_ ]?string)';
const secretName = new RegExp(`${secretWords}|^pwd$`, 'i');
/** `password=…`, `"apiKey": "…"`, `?token=…&`: a secret name and its value inside a text. */
const assignment = new RegExp(
  `(${secretWords}[\\w-]{0,40}\\\\?["']?\\s{0,3}[=:]\\s{0,3})("(?:[^"\\\\]|\\\\.)*"|\\\\"[^"]*"|'[^']*'|[^\\s&"]+)`,
  'gi',
);
const accessKeyId =
  /(?<![A-Z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AIPA|ANPA|ANVA|AROA)[A-Z0-9]{16}(?![A-Z0-9])/g;
const fortyCharacters = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const authorization = /\b(Bearer|Basic)(\s+)([A-Za-z0-9._~+/-]+=*)/gi;

/**
 * A plain copy with every secret replaced by `***`: credentials in URIs, values under names such as `password`
 * or `apiKey`, AWS keys, Bearer and Basic headers, and the given texts wherever they stand. Errors become plain
 * objects with name, message, stack and cause. The value itself stays as it is.
 */
export function redact(value: unknown, secrets: readonly string[] = []): unknown {
  const texts = [...new Set(secrets.flatMap(spellings))].toSorted(
    (left, right) => right.length - left.length,
  );
  return copy(value, (text) => maskText(text, texts), []);
}

/** The ways one secret may be written: as it is, inside a URI, inside JSON. */
function spellings(secret: string): string[] {
  // Through bytes, because half a surrogate pair cannot be encoded and would throw.
  const whole = Buffer.from(secret).toString();
  const ways = [secret, encodeURIComponent(whole), encodeURI(whole), JSON.stringify(secret).slice(1, -1)];
  return ways.filter((text) => text !== '');
}

function maskText(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const secret of secrets) masked = masked.replaceAll(secret, MASK);
  return maskCredentials(masked)
    .replace(accessKeyId, MASK)
    .replace(fortyCharacters, (word) => (looksLikeSecretKey(word) ? MASK : word))
    .replace(authorization, (all, scheme: string, gap: string, token: string) =>
      /^bearer$/i.test(scheme) || atLeastUserAndPassword(token) ? `${scheme}${gap}${MASK}` : all,
    )
    .replace(assignment, (all, name: string, value: string, at: number, whole: string) =>
      isProse(name, value, whole.slice(Math.max(0, at - 80), at)) ? all : `${name}${MASK}`,
    );
}

/** Tells the place that a message begins with, such as `runs/token: expected a bundle`, from `token: s3cret`. */
function isProse(name: string, value: string, before: string): boolean {
  return /[\w-]:\s+$/.test(name) && (value === 'expected' || /\/[\w.-]*$/.test(before));
}

/** Everything between `://` and the `@` before the host. */
function maskCredentials(text: string): string {
  const [start, ...parts] = text.split('://');
  return [start, ...parts.map(maskAuthority)].join('://');
}

function maskAuthority(text: string): string {
  const word = /^[^\s"<>`]*/.exec(text)![0];
  const at = word.lastIndexOf('@');
  const end = word.search(/[/?#]/);
  const colon = word.indexOf(':');
  // A password that was not encoded may hold `/`, so a path with an `@` behind a port is masked as well.
  const credentials = at >= 0 && (end < 0 || at < end || (colon >= 0 && colon < end));
  return credentials ? `${MASK}${text.slice(at)}` : text;
}

/** AWS secret keys are 40 characters of base64; so are SHA-1 digests and some paths, which lack this mixture. */
function looksLikeSecretKey(word: string): boolean {
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && /[0-9+]/.test(word);
}

/** Tells `Basic dXNlcjpwYXNz` from "basic statistics". */
function atLeastUserAndPassword(token: string): boolean {
  return Buffer.from(token, 'base64').includes(':');
}

function copy(value: unknown, mask: (text: string) => string, above: readonly object[]): unknown {
  if (typeof value === 'string') return mask(value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    const text = String(value);
    const masked = mask(text);
    return masked === text && typeof value === 'number' ? value : masked;
  }
  if (typeof value === 'symbol') return mask(String(value));
  if (typeof value === 'function') return `[function ${mask(value.name)}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length === MOST_LEVELS) return '[deeper]';
  try {
    return copyObject(value, mask, [...above, value]);
  } catch {
    // A getter or a proxy that throws must not take the program down because it was logged.
    return '[unreadable]';
  }
}

function copyObject(value: object, mask: (text: string) => string, above: readonly object[]): unknown {
  const inner = (item: unknown) => copy(item, mask, above);
  const members = (entries: Iterable<readonly [unknown, unknown]>) =>
    Object.fromEntries(
      Array.from(entries, ([key, member]) => {
        const name = String(key);
        return [
          mask(name),
          secretName.test(name) && member !== null && member !== undefined ? MASK : inner(member),
        ];
      }),
    );
  if (value instanceof Error) {
    // Not enumerable, so copying by keys would lose them.
    const facts = ['name', 'message', 'stack', 'cause', 'errors'] as const;
    const present = facts
      .filter((fact) => fact in value)
      .map((fact) => [fact, Reflect.get(value, fact)] as const);
    return members([...present, ...Object.entries(value)]);
  }
  if (value instanceof Map) return members(value);
  if (value instanceof Set || Array.isArray(value)) return Array.from(value, inner);
  if (value instanceof RegExp || value instanceof URL) return mask(String(value));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return `[${value.constructor.name} of ${value.byteLength} bytes]`;
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') return inner(value.toJSON());
  return members(Object.entries(value));
}
