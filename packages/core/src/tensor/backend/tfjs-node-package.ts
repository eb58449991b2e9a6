import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { UnavailableBackend } from './backend-driver.ts';

/** The release of TensorFlow.js that everything here is built against. */
export const tensorflowVersion = '4.22.0';

/** The directory of the installed @tensorflow/tfjs-node; undefined where there is none, or only an empty folder. */
export function tfjsNodeDirectory(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json'));
  } catch {
    return undefined;
  }
}

/** The version that the package in the directory states. */
export function tfjsNodeVersion(directory: string): string {
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** The answer where the package is absent: its install failed, or it was left out. */
export const notInstalled: UnavailableBackend = {
  loads: false,
  reason: 'the package @tensorflow/tfjs-node is not installed',
  cure: `Run \`pnpm add @tensorflow/tfjs-node@${tensorflowVersion}\` where the network lets it download its library.`,
};

/** The answer on a processor that cannot run the library. */
export function lacksAvx(version: string): UnavailableBackend {
  return {
    loads: false,
    reason: `this processor lacks the AVX instructions that the library of tfjs-node ${version} needs`,
  };
}

/** What an error message of the package means to its user. */
export function explainLoadFailure(message: string, version: string): UnavailableBackend {
  const cure =
    'Run `pnpm rebuild @tensorflow/tfjs-node` where the network lets it download its library (with npm: `npm rebuild @tensorflow/tfjs-node`).';
  // tfjs-node's own words where the addon is absent, and the loader's where the addon misses libtensorflow.
  if (/native addon module|libtensorflow|tensorflow\.dll/i.test(message)) {
    return { loads: false, reason: `tfjs-node ${version}'s native library is not installed`, cure };
  }
  const [firstLine = ''] = message.trim().split('\n');
  return { loads: false, reason: `tfjs-node ${version} does not load (${firstLine.slice(0, 200)})`, cure };
}
