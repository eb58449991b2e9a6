// Compiles the training kernels from AssemblyScript to modules of their bytes, those whose sources have changed.
// Usage: node packages/pipeline/kernel/build.mjs
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const learners = new URL('../src/training/learners/', import.meta.url);

/** A folder of sources each; `shared` where threads may work on one memory as well. */
const kernels = [
  { folder: 'network', target: 'network/step/kernel-bytes.ts', shared: true },
  { folder: 'trees', target: 'trees/kernel/kernel-bytes.ts', shared: false },
];
for (const kernel of kernels) await build(kernel);

async function build({ folder: name, target: file, shared }) {
  const folder = fileURLToPath(new URL(`${name}/`, import.meta.url));
  const target = fileURLToPath(new URL(file, learners));
  const names = (await readdir(folder)).filter((source) => source.endsWith('.ts')).sort();
  const paths = [fileURLToPath(import.meta.url), ...names.map((source) => folder + source)];
  const sources = await Promise.all(paths.map((path) => readFile(path)));
  const digest = createHash('sha256').update(Buffer.concat(sources)).digest('hex');
  const present = await readFile(target, 'utf8').catch(() => '');
  if (present.includes(digest)) return;
  // 0.4 s to load, which is spared where nothing has changed.
  const { default: asc } = await import('assemblyscript/asc');
  const modules = [
    `/** The kernel, WebAssembly in base64. */
export const kernelBytes =
  '${await bytesOf(asc, folder, [])}';
`,
  ];
  if (shared) {
    modules.push(`/** The same on memory that threads share. */
export const sharedKernelBytes =
  '${await bytesOf(asc, folder, ['--sharedMemory', '--maximumMemory', '65536'])}';
`);
  }
  const text = `// Made by \`node packages/pipeline/kernel/build.mjs\` from sources with this digest; do not edit.
// ${digest}
${modules.join('\n')}`;
  await mkdir(dirname(target), { recursive: true });
  // Two builds at a time must not leave half a file.
  await writeFile(`${target}.${process.pid}.tmp`, text);
  await rename(`${target}.${process.pid}.tmp`, target);
}

async function bytesOf(asc, folder, memory) {
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
  if (error) throw new Error(`a training kernel does not compile:\n${messages}`, { cause: error });
  return Buffer.from(bytes).toString('base64');
}
