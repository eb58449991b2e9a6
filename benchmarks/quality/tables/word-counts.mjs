import { digits, numbered } from './generate-table.mjs';

const words = 54;

/** Letters as a spam filter sees them: how often each of 54 words stands in 100, most of them 0, and three lengths. */
export const wordCounts = {
  name: 'word-counts',
  rows: 5000,
  classes: ['letter', 'spam'],
  positive: 'spam',
  columns: [...numbered('word', words), 'run_mean', 'run_longest', 'length'],
  law: { shares: [0.6, 0.4], spread: 9 },
  rowMaker(random) {
    const rare = Array.from({ length: words }, () => Math.exp(-2.2 + 1.1 * random.normal()));
    const topics = Array.from({ length: words }, () => [0, 1, 2, 3].map(() => 0.9 * random.normal()));
    const effects = Array.from({ length: words }, () => (random.next() < 0.4 ? 0 : random.normal()));
    return () => {
      const topic = [0, 1, 2, 3].map(() => random.normal());
      const length = Math.max(5, Math.round(Math.exp(4.8 + 1.1 * random.normal())));
      const frequencies = rare.map((rate, word) => {
        const lift = topics[word].reduce((sum, load, of) => sum + load * topic[of], 0);
        const count = poisson((length / 100) * rate * Math.exp(lift - 1), random);
        return digits((100 * count) / length, 3);
      });
      const runMean = digits(1 + Math.exp(0.6 * random.normal() + 0.3 * topic[0]), 4);
      const longest = Math.round(runMean * Math.exp(1 + 0.8 * Math.abs(random.normal())));
      const said = frequencies.reduce((sum, own, word) => sum + effects[word] * Math.log1p(3 * own), 0);
      // Few words of a kind clear a letter whatever else it says.
      const clears = frequencies[0] > 0 || frequencies[1] > 0.5 ? -2.5 : 0;
      const shouts = Math.log(longest) > 3 && frequencies[2] === 0 ? 1.5 : 0;
      const score = said + clears + shouts + 0.8 * Math.log(runMean);
      return { cells: [...frequencies, runMean, longest, length], scores: [score] };
    };
  },
};

/** Knuth's way: a product of uniform numbers until it falls below exp(-mean); means stay small. */
function poisson(mean, random) {
  const least = Math.exp(-Math.min(mean, 300));
  let [count, product] = [0, random.next()];
  while (product > least) {
    count++;
    product *= random.next();
  }
  return count;
}
