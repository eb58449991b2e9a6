// Compiles the training kernel from AssemblyScript to a module of its bytes, where its sources have changed.
// Usage: node packages/pipeline/kernel/build.mjs
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(
  new URL('../src/training/learners/network/step/kernel-bytes.ts', import.meta.url),
);

const names = (await readdir(folder)).filter((name) => /\.(?:ts|mjs)$/.test(name)).sort();
const sources = await Promise.all(names.map((name) => readFile(folder + name)));
const digest = createHash('sha256').update(Buffer.concat(sources)).digest('hex');

const present = await readFile(target, 'utf8').catch(() => '');
if (!present.includes(digest)) await compile();

async function compile() {
  // 0.4 s to load, which is spared where nothing has changed.
  const { default: asc } = await import('assemblyscript/asc');
  const alone = await bytesOf(asc, []);
  const shared = await bytesOf(asc, ['--sharedMemory', '--maximumMemory', '65536']);
  const text = `// Made by \`node packages/pipeline/kernel/build.mjs\` from sources with this digest; do not edit.
// ${digest}
/** The training kernel, WebAssembly in base64. */
export const kernelBytes =
  '${alone.toString('base64')}';

/** The same on memory that threads share. */
export const sharedKernelBytes =
  '${shared.toString('base64')}';
`;
  await mkdir(dirname(target), { recursive: true });
  // Two builds at a time must not leave half a file.
  await writeFile(`${target}.${process.pid}.tmp`, text);
  await rename(`${target}.${process.pid}.tmp`, target);
}

async function bytesOf(asc, memory) {
  let bytes;
  let messages = '';
  // No runtime: memory is the caller's, nothing allocates.
  const options = [
    'index.ts',
    '--optimizeLevel',
    '3',
    '--runtime',
    'stub',
    '--noAssert',
    '--importMemory',
    ...memory,
    '--use',
    'abort=',
  ];
  const { error } = await asc.main(
    [...options, '--enable', 'simd', '--enable', 'threads', '--outFile', 'kernel.wasm', '--baseDir', folder],
    {
      stderr: {
        write: (text) => {
          messages += text;
        },
      },
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) bytes = contents;
      },
    },
  );
  if (error) throw new Error(`the training kernel does not compile:\n${messages}`, { cause: error });
  return Buffer.from(bytes);
}
