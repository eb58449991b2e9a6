import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installCommand, scriptCommand } from '../../install-command.ts';
import type { UnavailableBackend } from './backend-driver.ts';
import { ownRequire } from './own-file.ts';

/** The release of TensorFlow.js that everything here is built against. */
export const tensorflowVersion = '4.22.0';

/** The directory of the installed @tensorflow/tfjs-node; undefined where there is none, or only an empty folder. */
export function tfjsNodeDirectory(): string | undefined {
  try {
    return dirname(ownRequire().resolve('@tensorflow/tfjs-node/package.json'));
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

/** The answer where the package is absent: it is optional, or its install failed. */
export function notInstalled(): UnavailableBackend {
  const command = installCommand(`@tensorflow/tfjs-node@${tensorflowVersion}`);
  return {
    loads: false,
    reason: 'the package @tensorflow/tfjs-node is not installed',
    cure: `Run \`${command}\` where the network lets it download its library.`,
  };
}

/** The answer on a processor that cannot run the library. */
export function lacksAvx(version: string): UnavailableBackend {
  return {
    loads: false,
    reason: `this processor lacks the AVX instructions that the library of tfjs-node ${version} needs`,
  };
}

/** What an error message of the package in the directory means to its user. */
export function explainLoadFailure(message: string, version: string, directory: string): UnavailableBackend {
  // Most package managers would not run the install script again without being told to trust it.
  const cure = `Run \`${scriptCommand('install', directory)}\` where the network lets it download its library.`;
  // tfjs-node's own words where the addon is absent, and the loader's where the addon misses libtensorflow.
  if (/native addon module|libtensorflow|tensorflow\.dll/i.test(message)) {
    return { loads: false, reason: `tfjs-node ${version}'s native library is not installed`, cure };
  }
  const [firstLine = ''] = message.trim().split('\n');
  return { loads: false, reason: `tfjs-node ${version} does not load (${firstLine.slice(0, 200)})`, cure };
}
