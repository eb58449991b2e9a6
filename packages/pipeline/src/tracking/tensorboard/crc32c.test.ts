import { equal } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { crc32c } from './crc32c.ts';

const test = suite('crc32c');

test('the vectors of RFC 3720, appendix B.4, and the usual check value', () => {
  const ascending = Uint8Array.from({ length: 32 }, (_, at) => at);
  equal(crc32c(new Uint8Array(32)), 0x8a9136aa);
  equal(crc32c(new Uint8Array(32).fill(0xff)), 0x62a8ab43);
  equal(crc32c(ascending), 0x46dd794e);
  equal(crc32c(ascending.toReversed()), 0x113fdb5c);
  equal(crc32c(Buffer.from('123456789')), 0xe3069283);
  equal(crc32c(new Uint8Array(0)), 0);
});

test('a single changed bit always changes it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), (bytes, choice) => {
      const changed = bytes.slice();
      changed[(choice >> 3) % bytes.length]! ^= 1 << (choice & 7);
      equal(crc32c(changed) === crc32c(bytes), false);
    }),
  );
});

test.run();
