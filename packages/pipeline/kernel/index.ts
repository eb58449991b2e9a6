/** The parts of a training step, on memory that the host lays out; nothing here allocates. */
export { multiply, packColumns, packRows } from './multiply';
export { activate, addBias, deactivate, sumRows } from './units';
export { adamw, squaredNorm } from './update';
