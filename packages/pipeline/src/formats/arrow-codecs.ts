import { CompressionType, setCompressionCodec } from '@uwdata/flechette';
import { decompressLz4Frame } from './lz4-frame.ts';

let registered = false;

/** Lets Arrow data that are compressed, as pandas and pyarrow write Feather files, be read. */
export async function registerArrowCodecs(): Promise<void> {
  if (registered) return;
  const { decompressZstd } = await import('hyparquet-compressors');
  const encode = () => {
    throw new TypeError('compressed Arrow data are read, not written');
  };
  setCompressionCodec(CompressionType.ZSTD, {
    encode,
    decode: (bytes, length) => decompressZstd(bytes, new Uint8Array(length)),
  });
  setCompressionCodec(CompressionType.LZ4_FRAME, {
    encode,
    decode: (bytes, length) => decompressLz4Frame(bytes, length),
  });
  registered = true;
}
