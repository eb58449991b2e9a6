/**
 * The parts of a training step, on memory that the host lays out; nothing here allocates. Several threads may work on
 * one memory: see `threads.ts`.
 */
export { packColumns, packRows } from './multiply';
export { bed, end, expect, firstFree, help, multiply, watching } from './threads';
export { activate, addBias, deactivate, sumRows } from './units';
export { adamw, squaredNorm } from './update';
