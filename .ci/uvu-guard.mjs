// Loaded into every test process before uvu. uvu ends with exit code 0 when `.only` is left in and when a
// suite's `run()` is forgotten; this sees both while they happen, however the source spells them.
import { writeSync } from 'node:fs';

const suites = [];
let focused = false;

/** Replaces a member that uvu assigns to a suite by one that takes note of the call first. */
function watch(suite, name, note) {
  let member;
  Object.defineProperty(suite, name, {
    configurable: true,
    enumerable: true,
    get: () => member,
    set(original) {
      member = (...values) => {
        note();
        return original(...values);
      };
    },
  });
}

// uvu builds a suite by assigning `only` and then `run` to a function; an inherited setter sees the first.
Object.defineProperty(Function.prototype, 'only', {
  configurable: true,
  set(original) {
    const facts = { ran: false };
    suites.push(facts);
    watch(this, 'only', () => {
      focused = true;
    });
    watch(this, 'run', () => {
      facts.ran = true;
    });
    this.only = original;
  },
});

process.on('exit', () => {
  const faults = [];
  if (focused) faults.push('`.only` is left in, so other tests of this file did not run.');
  // The first one is the suite without a name that uvu itself makes; few files use it.
  const forgotten = suites.slice(1).filter(({ ran }) => !ran).length;
  if (forgotten > 0) faults.push(`${forgotten} suite(s) of this file never ran: call run() on each.`);
  if (faults.length === 0) return;
  writeSync(2, `\n${faults.join('\n')}\n`);
  process.exitCode = 1;
});
