// The effect comes first, before a schema is made.
import './without-eval.ts';

export * from '../portable/index.ts';
