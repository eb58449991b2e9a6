export type { BackendName } from './backend-driver.ts';
export { type BackendFact, backendFacts } from './backend-facts.ts';
export { type Backend, loadBackend, onBackend, useBackend } from './use-backend.ts';
