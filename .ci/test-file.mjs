import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

const preloaded = ['uvu-guard.mjs', 'property-seed.mjs'].map((name) => new URL(name, import.meta.url).href);
const summaryPattern = /^ {2}Total: +(\d+)\n {2}Passed: +(\d+)\n {2}Skipped: +(\d+)$/gm;
const isWindows = process.platform === 'win32';
/** Test processes that are still running; each leads a process group, in which its children are. */
const running = new Set();

/** Ends a test process and everything it started. */
function killGroup(child) {
  if (isWindows) {
    killTree(child);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** The same on Windows, which has no groups: the children of a process are known as long as it runs. */
function killTree(child) {
  if (child.exitCode === null) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  // Children that have outlived it may hold them open.
  child.stdout.destroy();
  child.stderr.destroy();
}

/** Ends every test process that is running. */
export function killAll() {
  for (const child of running) killGroup(child);
}

/**
 * Runs a test file in a process of its own. Resolves to its output, exit code, and `stopped`, the reason why
 * it had to be ended: it took longer than `timeout` or did not exit within `grace` seconds after its summary.
 */
function runProcess(file, { root, timeout, grace }) {
  return new Promise((resolve, reject) => {
    const imports = [...preloaded, 'tsx'].flatMap((module) => ['--import', module]);
    const flags = ['--conditions=@rampart/source', ...imports];
    const child = spawn(process.execPath, [...flags, file], {
      cwd: root,
      // On Windows this would not be a group of its own, but a window.
      detached: !isWindows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let stopped;
    let lingering;
    const stop = (reason) => {
      stopped ??= reason;
      killGroup(child);
    };
    const deadline = setTimeout(stop, timeout * 1000, `it did not end within ${timeout} s`);
    const collect = (text) => {
      output += text;
      if (lingering === undefined && /^ {2}Duration: /m.test(stripVTControlCharacters(output.slice(-500)))) {
        const reason = `its process was still there ${grace} s after the summary: something keeps the event loop open`;
        lingering = setTimeout(stop, grace * 1000, reason);
      }
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', reject);
    child.on('spawn', () => running.add(child));
    // Children left behind hold the pipes open, so they go before 'close' can come.
    child.on('exit', () => isWindows || killGroup(child));
    child.on('close', (code, signal) => {
      running.delete(child);
      clearTimeout(deadline);
      clearTimeout(lingering);
      resolve({ output: stripVTControlCharacters(output), code: code ?? signal, stopped });
    });
  });
}

/** Source text without comments and without the contents of strings, as far as that needs no parser. */
function codeOnly(source) {
  const literals = /\/\*[^]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return source.replace(literals, (literal) => (/^['"`]only['"`]$/.test(literal) ? literal : ' '));
}

/** Whether the source focuses a test, also on a path that did not run this time. */
function isFocused(source) {
  return /\.\s*only\s*(?:<[^>]*>\s*)?\(|\[\s*['"`]only['"`]\s*\]/.test(codeOnly(source));
}

/** Everything that is wrong with a finished test file beyond the tests that failed. */
function faultsOf({ code, stopped }, summaries, counts, notes, source) {
  const faults = [];
  if (isFocused(source)) faults.push('`.only` is left in');
  if (stopped !== undefined) faults.push(stopped);
  if (summaries.length === 0 && stopped === undefined) {
    faults.push('it ended without a summary: run() was not called, or a promise never settled');
  } else if (summaries.length > 1) {
    faults.push('uvu ran more than once, which hides failures: no `await` between two run() calls');
  } else if (summaries.length === 1 && counts.total === 0 && counts.skipped === 0 && notes.length === 0) {
    faults.push('no test ran');
  }
  // A hook that throws leaves tests out of the count, with exit code 0.
  if (code !== 0 && stopped === undefined && counts.passed === counts.total) faults.push(`exit code ${code}`);
  return faults;
}

/**
 * Runs one test file. `failed` counts its failed tests, or 1 where only the file as a whole is at fault;
 * `notes` are the lines that say what was skipped or not tested.
 */
export async function runTestFile(file, options) {
  const start = performance.now();
  const [result, source] = await Promise.all([runProcess(file, options), readFile(file, 'utf8')]);
  const summaries = [...result.output.matchAll(summaryPattern)];
  const counts = { total: 0, passed: 0, skipped: 0 };
  for (const [, total, passed, skipped] of summaries) {
    counts.total += Number(total);
    counts.passed += Number(passed);
    counts.skipped += Number(skipped);
  }
  const notes = [...result.output.matchAll(/(?:^|\s)((?:skipped|not tested): .*)$/gm)].map(
    ([, note]) => note,
  );
  const faults = faultsOf(result, summaries, counts, notes, source);
  const failedTests = counts.total - counts.passed;
  return {
    passed: counts.passed,
    failed: failedTests || (faults.length > 0 ? 1 : 0),
    skipped: counts.skipped || (counts.total === 0 && notes.length > 0 ? 1 : 0),
    faults,
    notes,
    output: result.output,
    seconds: (performance.now() - start) / 1000,
  };
}
