import type { ProgressEvent } from '@rampart/core';

/** Shows how a run goes on. */
export interface ProgressDisplay {
  show(event: ProgressEvent): void;
  /** Clears what is shown; called before anything else is printed. */
  stop(): void;
}

/** What a display shows beside the progress itself. */
export interface ProgressOptions {
  /** Loss curves of the networks under training. */
  readonly watch?: boolean | undefined;
}

/** What is worth a line of its own that stays. */
export function describeEvent(event: ProgressEvent): string | undefined {
  if (event.type === 'stage-start' && event.reason !== undefined)
    return `${event.stage}: runs, ${event.reason}`;
  if (event.type === 'stage-skip') return `${event.stage}: skipped, ${event.reason}`;
  if (event.type === 'stage-end') return `${event.stage}: ${event.seconds.toFixed(1)} s`;
  if (event.type === 'message') return `${event.stage}: ${event.note}`;
  return undefined;
}
