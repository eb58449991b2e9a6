const frameMagic = 0x184d2204;

/** Decompresses one LZ4 frame (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md) of a known length. */
export function decompressLz4Frame(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (view.getUint32(0, true) !== frameMagic) throw new Error('no LZ4 frame');
  const flags = view.getUint8(4);
  const blockChecksum = (flags & 0x10) !== 0 ? 4 : 0;
  // Flags, block size, header checksum; then, where told, the content's length and a dictionary's id.
  let at = 7 + ((flags & 0x08) !== 0 ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0);
  const output = new Uint8Array(length);
  let written = 0;
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) break;
    const size = word & 0x7fffffff;
    const block = input.subarray(at, at + size);
    if (block.length < size) throw new Error('an LZ4 block is cut off');
    if (word >>> 31 === 1) {
      output.set(block, written);
      written += size;
    } else written = decompressBlock(block, output, written);
    at += size + blockChecksum;
  }
  if (written !== length) throw new Error(`expected ${length} bytes, an LZ4 frame holds ${written}`);
  return output;
}

/** Writes a block behind the blocks before it, to which it may refer; returns the new end. */
function decompressBlock(block: Uint8Array, output: Uint8Array, start: number): number {
  let at = 0;
  let end = start;
  const extended = (count: number): number => {
    if (count < 15) return count;
    let sum = count;
    let byte: number;
    do {
      byte = block[at++]!;
      sum += byte;
    } while (byte === 255);
    return sum;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = extended(token >>> 4);
    output.set(block.subarray(at, at + literals), end);
    [at, end] = [at + literals, end + literals];
    if (at >= block.length) break;
    const back = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const copied = extended(token & 15) + 4;
    if (back === 0 || back > end || end + copied > output.length) throw new Error('an LZ4 block is damaged');
    // Byte by byte, since a copy may overlap what it writes.
    for (let i = 0; i < copied; i++) output[end + i] = output[end + i - back]!;
    end += copied;
  }
  return end;
}
