import { fileURLToPath } from 'node:url';

/** Directory of a bundle of format 1, as the last version that wrote it left it: feature groups, prevalence, review band. */
export const format1Bundle = fileURLToPath(new URL('format-1-bundle', import.meta.url));
