import type { Random } from '@rampart/core';

/**
 * Fills `mask` with inverted-dropout factors: 0 with probability `rate`, else 1 / (1 - rate). The rate is rounded
 * to 1/256, so that one draw of 32 bits decides four units.
 */
export function fillDropoutMask(mask: Float32Array, rate: number, random: Random): void {
  const dropped = Math.min(Math.round(rate * 256), 255);
  const kept = 256 / (256 - dropped);
  const factors = new Float32Array(256).fill(kept).fill(0, 0, dropped);
  for (let i = 0; i < mask.length; i += 4) {
    const bits = random.integer(0x1_0000_0000);
    mask[i] = factors[bits & 255]!;
    // A typed array ignores what is written past its end.
    mask[i + 1] = factors[(bits >>> 8) & 255]!;
    mask[i + 2] = factors[(bits >>> 16) & 255]!;
    mask[i + 3] = factors[bits >>> 24]!;
  }
}
