import type { CommandIo } from '../command.ts';
import { logProgress } from './log-progress.ts';
import type { ProgressDisplay, ProgressOptions } from './progress-display.ts';
import { screenProgress } from './screen-progress.ts';

/** The display that suits standard error: bars on a terminal, one log line a stage elsewhere. */
export function showProgress(io: CommandIo, options: ProgressOptions = {}): ProgressDisplay {
  return io.screen ? screenProgress(io.screen, options) : logProgress(io, options);
}
