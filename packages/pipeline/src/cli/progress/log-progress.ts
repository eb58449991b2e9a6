import type { CommandIo } from '../command.ts';
import { chartCandidates, describeCandidate } from './describe-candidate.ts';
import { timeLeft } from './duration.ts';
import { describeEvent, type ProgressDisplay, type ProgressOptions } from './progress-display.ts';
import { type CandidateProgress, TrainingBoard } from './training-board.ts';

/** Milliseconds of a log without a line after which long work tells how far it is. */
const silence = 10_000;

/**
 * For log files: a line a stage, and every ten seconds how far it is; one a candidate at level `debug`, and with
 * `watch` its curves once it is done.
 */
export function logProgress(
  { logger, err }: Pick<CommandIo, 'logger' | 'err'>,
  { watch = false }: ProgressOptions = {},
  now: () => number = () => performance.now(),
): ProgressDisplay {
  const board = new TrainingBoard();
  let stage = { started: now(), fraction: Number.NaN };
  let told = stage.started;

  function tell(progress: CandidateProgress, drawn: boolean): void {
    const seconds = (now() - progress.started) / 1000;
    const { stage } = progress.latest;
    logger.debug(`${stage}: ${progress.name}, ${describeCandidate(progress)}, ${seconds.toFixed(1)} s`);
    if (drawn) err(`\n${chartCandidates([progress], { columns: 80, colors: false })}\n`);
  }

  /** A line of how far the stage is, where there has been none for a while. */
  function tellNow(name: string, note: string): void {
    const time = now();
    if (time - told < silence) return;
    told = time;
    const { fraction, started } = stage;
    const known = Number.isFinite(fraction);
    const share = known ? ` ${Math.floor(fraction * 100)} %${timeLeft(fraction, time - started)} |` : '';
    logger.info(`${name}:${share} ${note === '' ? 'still at work' : note}`);
  }

  return {
    show(event) {
      if (event.type === 'epoch') {
        const progress = board.add(event, now());
        if (progress.done) tell(progress, watch);
        tellNow(event.stage, `${progress.name}, ${describeCandidate(progress)}`);
        return;
      }
      if (event.type === 'stage-start') {
        stage = { started: now(), fraction: Number.NaN };
        told = stage.started;
      }
      if (event.type === 'stage-progress') {
        stage = { ...stage, fraction: event.fraction };
        tellNow(event.stage, event.note ?? '');
      }
      if (event.type === 'stage-end') {
        // The last network may have stopped early; other candidates were given up.
        for (const progress of board.active) tell(progress, watch && progress.latest.fold === null);
        board.clear();
      }
      const line = describeEvent(event);
      if (line === undefined) return;
      told = now();
      logger.info(line);
    },
    stop() {},
  };
}
