import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { newBytes, utf8Text } from './utf8.ts';

const test = suite('utf8');

const someBytes = fc.array(
  fc.constantFrom(0, 10, 34, 65, 0x7f, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xef, 0xbb, 0xbf, 0xff),
  {
    maxLength: 20,
  },
);

test('bytes are the same text with and without the buffers of Node, valid UTF-8 or not', () => {
  fc.assert(
    fc.property(someBytes, fc.nat(5), fc.nat(5), (content, before, behind) => {
      const buffer = newBytes(content.length);
      buffer.set(content);
      assert.ok(buffer instanceof Buffer);
      const [start, end] = [Math.min(before, content.length), Math.max(before, content.length - behind)];
      assert.is(utf8Text(Uint8Array.from(content), start, end), utf8Text(buffer, start, end));
    }),
  );
});

test.run();
