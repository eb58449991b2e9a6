export { filePathOf, schemeOf } from './scheme-of.ts';
export { shownUri } from './shown-uri.ts';
