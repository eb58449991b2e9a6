import { digits } from './generate-table.mjs';

const sizes = { agent: 500, host: 2000, path: 5000 };

/** Three columns of texts with 500, 2,000 and 5,000 values, few of them frequent, each with an effect of its own. */
export const textCategories = {
  name: 'text-categories',
  rows: 12_000,
  classes: ['benign', 'malicious'],
  positive: 'malicious',
  columns: [...Object.keys(sizes), 'bytes', 'seconds', 'hops', 'port', 'entropy'],
  law: { shares: [0.65, 0.35], spread: 2.5 },
  rowMaker(random) {
    const texts = Object.entries(sizes).map(([name, size]) => longTail(name, size, random));
    return () => {
      const drawn = texts.map((draw) => draw());
      const bytes = Math.round(Math.exp(6 + 1.5 * random.normal()));
      const seconds = digits(Math.exp(random.normal()), 4);
      const hops = 1 + random.integer(16);
      const port = [80, 443, 8080, 22, 53][random.integer(5)];
      const entropy = digits(3 + random.normal(), 4);
      const [agent, host, path] = drawn.map(({ effect }) => effect);
      const numbers = 0.6 * Math.log(bytes) + (hops > 11 ? 1 : 0) + Math.sin(2 * entropy);
      // On port 22 the path does not count and the agent does doubly.
      const said = port === 22 ? 2 * agent + host : agent + host + path;
      const score = 1.2 * said + numbers + (seconds < 0.5 ? agent : 0);
      const cells = [...drawn.map(({ text }) => text), bytes, seconds, hops, port, entropy];
      return { cells, scores: [score] };
    };
  },
};

/** Draws one of `size` texts, the k-th with a chance in proportion to 1 / k, with the effect that it always has. */
function longTail(name, size, random) {
  const effects = Array.from({ length: size }, () => random.normal());
  const harmonic = effects.reduce((sum, _, at) => sum + 1 / (at + 1), 0);
  const reached = [];
  for (let at = 0, sum = 0; at < size; at++) reached.push((sum += 1 / (at + 1) / harmonic));
  return () => {
    const drawn = random.next();
    const found = reached.findIndex((most) => drawn < most);
    const at = found === -1 ? size - 1 : found;
    return { text: `${name}-${at.toString(36)}`, effect: effects[at] };
  };
}
