import { redact } from '../redact.ts';

/**
 * A URI as it may be shown: without user and password, and without the values of a query, since signed addresses
 * and tokens stand there. It tells a person what is meant, but need not open it.
 */
export function shownUri(uri: string): string {
  const [address, ...query] = uri.replace(/#.*$/s, '').split('?');
  const names = query
    .join('?')
    .split('&')
    .map((part) => part.split('=', 1)[0]!);
  const named =
    query.length === 0
      ? ''
      : `?${names
          .filter((name) => name !== '')
          .map((name) => `${name}=…`)
          .join('&')}`;
  return `${String(redact(address)).replace('://***@', '://')}${named}`;
}
