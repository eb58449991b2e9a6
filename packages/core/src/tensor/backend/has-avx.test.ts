import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { flagsHaveAvx } from './has-avx.ts';

const test = suite('has-avx');

test('reads the flags of /proc/cpuinfo as whole words', () => {
  const cpuinfo = (flags: string) => `processor\t: 0\nflags\t\t: ${flags}\nbugs\t\t: none avx\n`;
  assert.is(flagsHaveAvx(cpuinfo('fpu sse2 avx avx2')), true);
  assert.is(flagsHaveAvx(cpuinfo('fpu sse2 avx2_vnni xavx')), false);
  assert.is(flagsHaveAvx('processor\t: 0\n'), undefined);
});
test.run();
