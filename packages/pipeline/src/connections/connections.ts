import { schemeOf } from '@rampart/core/connections';
import type { Connection } from './connection.ts';
import { featureStore } from './feature-store.ts';
import { file } from './file.ts';
import { http } from './http.ts';
import { mongodb } from './mongodb.ts';
import { s3 } from './s3.ts';
import { stdin } from './stdin.ts';

/** Every kind of place that tables come from and go to. */
export const connections: readonly Connection[] = [stdin, file, http, s3, mongodb, featureStore];

/** The connection that a URI, a path or `-` means; undefined where its scheme is none of ours. */
export function connectionOf(uri: string): Connection | undefined {
  const scheme = uri === '-' ? uri : (schemeOf(uri) ?? 'file');
  return connections.find(({ schemes }) => schemes.includes(scheme));
}

/** The schemes of the connections that can do something, one each. */
export function schemesThat(can: keyof Connection): string[] {
  return connections
    .filter((connection) => connection[can] !== undefined)
    .map(({ schemes }) => schemes[0]!)
    .filter((scheme) => scheme !== '-');
}
