import type { CommandIo } from '../command.ts';
import { chartCandidates, describeCandidate } from './describe-candidate.ts';
import { describeEvent, type ProgressDisplay, type ProgressOptions } from './progress-display.ts';
import { type CandidateProgress, TrainingBoard } from './training-board.ts';

/** For log files: a line a stage, one a candidate at level `debug`, and with `watch` its curves once it is done. */
export function logProgress(
  { logger, err }: Pick<CommandIo, 'logger' | 'err'>,
  { watch = false }: ProgressOptions = {},
): ProgressDisplay {
  const board = new TrainingBoard();

  function tell(progress: CandidateProgress, drawn: boolean): void {
    const seconds = (performance.now() - progress.started) / 1000;
    const { stage } = progress.latest;
    logger.debug(`${stage}: ${progress.name}, ${describeCandidate(progress)}, ${seconds.toFixed(1)} s`);
    if (drawn) err(`\n${chartCandidates([progress], { columns: 80, colors: false })}\n`);
  }

  return {
    show(event) {
      if (event.type === 'epoch') {
        const progress = board.add(event, performance.now());
        if (progress.done) tell(progress, watch);
        return;
      }
      if (event.type === 'stage-end') {
        // The last network may have stopped early; other candidates were given up.
        for (const progress of board.active) tell(progress, watch && progress.latest.fold === null);
        board.clear();
      }
      const line = describeEvent(event);
      if (line !== undefined) logger.info(line);
    },
    stop() {},
  };
}
