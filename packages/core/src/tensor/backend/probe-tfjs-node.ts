import { execFile } from 'node:child_process';
import type { UnavailableBackend } from './backend-driver.ts';
import { explainLoadFailure, lacksAvx } from './tfjs-node-package.ts';

const program =
  'try { require(process.argv[1]) } catch (error) { console.error(error.message); process.exit(1) }';

/** Loads the package in a child process, where a crash is only an answer; undefined means that it loads. */
export function probeTfjsNode(directory: string, version: string): Promise<UnavailableBackend | undefined> {
  return new Promise((resolve) => {
    const fails = (message: string) => resolve(explainLoadFailure(message, version, directory));
    execFile(process.execPath, ['-e', program, directory], { timeout: 60_000 }, (error, _stdout, stderr) => {
      if (error === null) resolve(undefined);
      else if (error.signal === 'SIGILL') resolve(lacksAvx(version));
      else if (error.killed) fails('no answer within a minute');
      else if (error.signal) fails(`the process died of ${error.signal}`);
      else fails(stderr || error.message);
    });
  });
}
