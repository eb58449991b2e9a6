import { createFusedStep } from './fused-step.ts';
import { fitsKernel } from './fused-network.ts';
import { createOperationsStep } from './operations-step.ts';
import type { StepOptions, TrainingStep } from './training-step.ts';

/** The way of computing that is fastest for such a network; `off` leaves the kernel out. */
export function createStep(options: StepOptions, kernel: 'auto' | 'off'): TrainingStep {
  return kernel === 'auto' && fitsKernel(options.shape, options.capacity)
    ? createFusedStep(options)
    : createOperationsStep(options);
}
