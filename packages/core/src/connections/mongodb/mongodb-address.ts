import { RampartError } from '../../errors.ts';

/** A MongoDB collection as a URI names it. */
export interface MongodbAddress {
  /** The URI for people: host, collection and query, without credentials and without the driver's settings. */
  readonly uri: string;
  /** Host or hosts, with ports. */
  readonly host: string;
  readonly database: string;
  readonly collection: string;
  /** What the driver connects with, credentials included; never to be shown. */
  readonly connection: string;
  /** Names of the settings that the URI gives to the driver. */
  readonly settings: ReadonlySet<string>;
  /** Our own parameters, as the URI gives them: extended JSON, decoded. */
  readonly query: string | undefined;
  readonly sort: string | undefined;
  readonly projection: string | undefined;
}

const ours = ['query', 'sort', 'projection'] as const;
const shape = 'mongodb://host/database.collection';

/** How an address is read. */
export interface ParseMongodbOptions {
  /** The environment; that of the process where left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether database and collection may be left out (they are then empty), since only the server is asked for. */
  readonly serverOnly?: boolean;
}

/**
 * Parses `mongodb://host/database.collection?query={…}&sort={…}&projection={…}`; other parameters are the
 * driver's. Without a host (`mongodb:///database.collection`) the server, with its credentials and settings, is
 * that of the environment variable MONGODB_URI.
 */
export function parseMongodbAddress(
  uri: string,
  { env = process.env, serverOnly = false }: ParseMongodbOptions = {},
): MongodbAddress {
  const given = split(uri);
  const server = given.hosts === '' ? serverOf(env['MONGODB_URI']) : given;
  const [database = '', ...rest] = decode(given.path).split('.');
  const collection = rest.join('.');
  if (!serverOnly && (database === '' || collection === '')) {
    throw new RampartError('usage', {
      where: `${given.scheme}://${given.hosts}/${given.path}`,
      expected: `a database and a collection: ${shape}`,
      received: given.path === '' ? 'neither' : `only \`${given.path}\``,
    });
  }
  const parameters = [...(server === given ? [] : server.parameters), ...given.parameters];
  const own = new Map(parameters.filter(([name]) => isOurs(name)));
  const drivers = parameters.filter(([name]) => !isOurs(name));
  const shown = ours.flatMap((name) => (own.has(name) ? [`${name}=${decode(own.get(name)!)}`] : []));
  const search = drivers.map(([name, value]) => `${name}=${value}`).join('&');
  // The database that users are looked up in is, as everywhere with MongoDB, that of the path unless `authSource` says another.
  const login = server === given || server.path === '' ? encodeURIComponent(database) : server.path;
  return {
    uri: `${server.scheme}://${server.hosts}/${[database, collection].filter(Boolean).join('.')}${shown.length > 0 ? `?${shown.join('&')}` : ''}`,
    host: server.hosts,
    database,
    collection,
    connection: `${server.scheme}://${server.userinfo}${server.hosts}/${login}${search === '' ? '' : `?${search}`}`,
    settings: new Set(drivers.map(([name]) => name.toLowerCase())),
    query: read(own, 'query'),
    sort: read(own, 'sort'),
    projection: read(own, 'projection'),
  };
}

interface Parts {
  readonly scheme: string;
  /** With its `@`, or empty. */
  readonly userinfo: string;
  readonly hosts: string;
  readonly path: string;
  readonly parameters: readonly (readonly [string, string])[];
}

/** WHATWG URLs know no list of hosts, which MongoDB's have. */
function split(uri: string): Parts {
  const [, scheme, body = '', search = ''] = /^(mongodb(?:\+srv)?):\/\/([^?]*)\??(.*)$/is.exec(uri) ?? [];
  if (scheme === undefined) throw unreadable('something else');
  // The last @: a password that was not encoded may hold one.
  const at = body.lastIndexOf('@') + 1;
  const [hosts = '', ...path] = body.slice(at).split('/');
  if (path.length > 1) throw unreadable('more than one `/` behind the host');
  return {
    scheme: scheme.toLowerCase(),
    userinfo: body.slice(0, at),
    hosts,
    path: path.join('/'),
    parameters: search
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [name, value.join('=')] as const;
      }),
  };
}

function serverOf(uri: string | undefined): Parts {
  if (uri !== undefined && uri !== '') return split(uri);
  throw new RampartError('usage', {
    where: 'a mongodb: URI without a host',
    expected: 'the environment variable MONGODB_URI to name the server',
    received: 'nothing there',
    fix: `Set MONGODB_URI, or write the host: ${shape}.`,
  });
}

/** The URI is not quoted: what cannot be read may hold a password anywhere. */
function unreadable(received: string): RampartError {
  return new RampartError('usage', {
    where: 'a mongodb: URI',
    expected: `${shape}, user and password percent-encoded`,
    received,
  });
}

function isOurs(name: string): boolean {
  return (ours as readonly string[]).includes(name);
}

function read(parameters: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = parameters.get(name);
  return value === undefined ? undefined : decode(value);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable('a `%` that encodes nothing');
  }
}
