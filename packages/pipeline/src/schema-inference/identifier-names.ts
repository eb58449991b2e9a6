import { nameWords } from './column-profile.ts';

const words = new Set(
  'id uid uuid guid pk key index idx hash md5 sha1 sha256 unnamed rowid rownum rownumber seqno serial'.split(
    ' ',
  ),
);
const joined =
  /^(?:flow|user|session|row|record|event|conn|connection|packet|log|trace|host|device|client|case|sample|transaction|request|stream)(?:id|index|no)$/;

/** Whether a name says that the column names rows, hosts, flows or the like. */
export function namesAnIdentifier(name: string): boolean {
  return nameWords(name).some((word) => words.has(word) || joined.test(word));
}

/** Whether a name says that the column holds when something was. */
export function namesATime(name: string): boolean {
  return nameWords(name).some((word) =>
    /^(?:time|timestamp|date|datetime|ts|epoch|stime|ltime|starttime|endtime|seen)$/.test(word),
  );
}
