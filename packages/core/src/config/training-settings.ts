import { z } from 'zod';
import { canonicalJson } from '../digest.ts';
import { decisionSettings, statesOnePrevalence } from './decision-settings.ts';
import type { DeepReadonly } from './deep-freeze.ts';
import { defaultCandidates } from './default-candidates.ts';
import { lossSettings } from './loss-settings.ts';
import { name, whole } from './ranges.ts';
import { searchSettings } from './search-settings.ts';
import { transformationSettings } from './transformation-settings.ts';

const epochs = whole.min(1).max(100_000);
const batchSize = whole.min(1).max(1_000_000);
const learningRate = z.number().gt(0).max(1);
const weightDecay = z.number().min(0).lt(1);

/** A network; what it leaves out comes from the training section. */
const network = z.strictObject({
  as: name
    .optional()
    .describe(
      'Name of the network, from which its random numbers come: what has one name in several candidates is trained once',
    ),
  hidden: z
    .array(whole.min(1).max(8192))
    .max(16)
    .describe('Units of each hidden layer; none: logistic regression'),
  dropout: z.number().min(0).lt(1).default(0).describe('Share of the hidden units dropped in a step'),
  inputDropout: z.number().min(0).lt(1).default(0).describe('Share of the inputs dropped in a step'),
  members: whole
    .min(1)
    .max(256)
    .default(1)
    .describe('Networks in one that share their weight matrices; their answers are averaged'),
  seeds: whole
    .min(1)
    .max(64)
    .default(1)
    .describe('Networks trained from different starts; their answers are averaged'),
  activation: z.enum(['relu', 'silu', 'gelu', 'tanh']).default('relu'),
  normalization: z.enum(['none', 'batch', 'layer']).default('none'),
  residual: z
    .boolean()
    .default(false)
    .describe('Whether a hidden layer as wide as the one before it adds its input to its output'),
  numeric: transformationSettings.shape.numeric
    .unwrap()
    .optional()
    .describe('How number columns become its inputs; default: as the transformation section says'),
  learningRate: learningRate.optional(),
  epochs: epochs.optional(),
  weightDecay: weightDecay.optional(),
  batchSize: batchSize.optional(),
});
export type CandidateNetwork = DeepReadonly<z.output<typeof network>>;

/** One model to try: a network, or several whose logits are averaged. */
export const candidate = z.strictObject({
  name,
  ...network.shape,
  needs: z
    .enum(['nothing', 'numbers'])
    .default('nothing')
    .describe('`numbers`: left out where no column is a number, if another candidate remains'),
  beside: z
    .array(network)
    .max(15)
    .default([])
    .describe('Further networks that are trained too, each as it says; the answers of all are averaged'),
});
export type Candidate = DeepReadonly<z.output<typeof candidate>>;

const candidates = z
  .array(candidate)
  .min(1)
  .refine((all) => repeatedNames(all).length === 0, {
    // Also where something else is wrong, so that every problem is reported at once.
    when: ({ value }) => Array.isArray(value),
    error: ({ input }) => `every name once, not \`${repeatedNames(input).join('`, `')}\` again`,
  })
  .refine((all) => ambiguousNames(all).length === 0, {
    error: ({ input }) => {
      const names = ambiguousNames(input as Candidate[]).join('`, `');
      return `networks of one name with the same settings, unlike those called \`${names}\``;
    },
  });

/** A network of a candidate with its name: that of the candidate where it is the only one, else a number behind it. */
export interface NamedNetwork {
  readonly name: string;
  readonly network: Omit<CandidateNetwork, 'as'>;
}

/** The networks of a candidate in their order. */
export function networksOf(one: Candidate): NamedNetwork[] {
  const { name: candidate, needs: _, beside, ...first } = one;
  const all = [first, ...beside];
  return all.map(({ as, ...network }, at) => ({
    // No name that a user gives can hold this sign.
    name: as ?? (all.length === 1 ? candidate : `${candidate}#${at + 1}`),
    network,
  }));
}

/** Names that stand for networks of different settings. */
function ambiguousNames(all: readonly Candidate[]): string[] {
  const known = new Map<string, string>();
  const ambiguous = all.flatMap(networksOf).filter(({ name: one, network: settings }) => {
    const text = canonicalJson(settings);
    const before = known.get(one) ?? text;
    known.set(one, before);
    return before !== text;
  });
  return [...new Set(ambiguous.map(({ name: one }) => one))];
}

function repeatedNames(all: unknown): string[] {
  const names = (all as (Partial<Candidate> | null)[]).map((one) => one?.name);
  return [
    ...new Set(names.filter((one, index) => one !== undefined && names.indexOf(one) < index)),
  ] as string[];
}

/** What is trained, and how the best of it is chosen. */
export const trainingSettings = z
  .strictObject({
    candidates: candidates.prefault(defaultCandidates),
    search: searchSettings.prefault({}),
    selection: z
      .enum(['auto', 'simplest', 'best'])
      .default('auto')
      .describe(
        'Which candidate is trained: the one that costs least within one standard error of the lowest loss, or the one with the lowest loss; `auto`: the best where there was a search, else the simplest',
      ),
    warmStart: z
      .boolean()
      .default(false)
      .describe(
        'Whether the last network goes on from that in production, where both have the same inputs and shape; folds never do',
      ),
    folds: whole.min(2).max(100).default(4),
    epochs: epochs.default(20),
    minimumSteps: whole
      .min(0)
      .default(400)
      .describe('Steps a network is given at least: small tables get more epochs'),
    maximumSteps: whole
      .min(1)
      .default(20_000)
      .describe('Steps a network is given at most: large tables get fewer epochs, one at least'),
    batchSize: batchSize.default(256),
    learningRate: learningRate.default(0.005),
    weightDecay: weightDecay.default(0.05),
    schedule: z
      .enum(['one-cycle', 'cosine', 'constant'])
      .default('one-cycle')
      .describe('How the learning rate goes; all begin with a rise'),
    clipNorm: z
      .number()
      .min(0)
      .default(0)
      .describe('Longest gradient; longer ones are shortened to it; 0: no limit'),
    kernel: z
      .enum(['auto', 'off'])
      .default('auto')
      .describe('Whether networks that fit it are trained in the WebAssembly kernel'),
    labelSmoothing: z.number().min(0).lt(0.5).default(0),
    ...lossSettings,
    groupDropout: z
      .number()
      .min(0)
      .max(1)
      .default(0.9)
      .describe(
        'Share of the rows of which some feature groups are hidden from the network for incomplete rows, where the schema has groups; 0: there is no such network',
      ),
    patience: whole
      .min(1)
      .default(8)
      .describe('Epochs without a better validation loss before training stops'),
    validationFraction: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .describe(
        'Share of the training rows that early stopping watches; 0: every row is trained on, for all epochs',
      ),
    classWeights: z.enum(['none', 'balanced']).default('none'),
    ...decisionSettings,
  })
  .refine(statesOnePrevalence, {
    path: ['threshold', 'alerts', 'prevalence'],
    error: 'the same as `training.prevalence`, or none',
  });
