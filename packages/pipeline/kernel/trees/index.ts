/** The parts of boosting oblivious trees, on memory that the host lays out; nothing here allocates. */
export { findGradients } from './gradients';
export { grow } from './grow';
export { addLeaves, findLeaves, setSides, sumLeaves } from './leaves';
export { scoreBlock } from './score-block';
