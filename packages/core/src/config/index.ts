export { type Candidate, type Member, membersOf, priorName } from './candidate.ts';
export { type Config, configSchema, configSchemaOf } from './config-schema.ts';
export { statedPrevalence } from './decision-settings.ts';
export { type ConfigSource, loadConfig, parseConfig } from './load-config.ts';
export { setByUser } from './set-by-user.ts';
export { settingsWithoutEffect } from './settings-without-effect.ts';
