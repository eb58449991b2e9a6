export { type Config, configSchema } from './config-schema.ts';
export { statedPrevalence } from './decision-settings.ts';
export { type ConfigSource, loadConfig, parseConfig } from './load-config.ts';
export { type Candidate, type CandidateNetwork, networksOf } from './training-settings.ts';
export { setByUser } from './set-by-user.ts';
