// Loaded into every test process: properties draw the same values each time, so that a commit passes or fails for
// good. With PROPERTY_SEED=random they draw new ones, which is how failures are looked for.
import { configureGlobal } from 'fast-check';

const seed = process.env.PROPERTY_SEED ?? '1';
if (seed !== 'random') configureGlobal({ seed: Number(seed) });
