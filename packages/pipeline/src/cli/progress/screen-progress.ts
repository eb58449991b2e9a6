import { chartCandidates, describeCandidate } from './describe-candidate.ts';
import { timeLeft } from './duration.ts';
import type { LiveRegion } from './live-region.ts';
import { describeEvent, type ProgressDisplay, type ProgressOptions } from './progress-display.ts';
import { type CandidateProgress, TrainingBoard } from './training-board.ts';

/** Most candidates that get a line. */
const mostShown = 6;

/** For a terminal: a bar with the time left for the stage, one for each candidate under training, its curves above. */
export function screenProgress(
  screen: LiveRegion,
  { watch = false }: ProgressOptions = {},
  now: () => number = () => performance.now(),
): ProgressDisplay {
  const board = new TrainingBoard();
  let stage: { name: string; started: number; fraction: number; note: string } | undefined;
  /** The candidate that was done last: its curves stay when the stage ends. */
  let last: CandidateProgress | undefined;

  function lines(columns: number): string[] {
    if (stage === undefined) return [];
    const running = board.active.filter((one) => one.running);
    const latest = running.toSorted((a, b) => b.heard - a.heard).slice(0, mostShown);
    const shown = running.filter((one) => latest.includes(one));
    const names = Math.max(...[stage.name, ...shown.map(({ name }) => name)].map((name) => name.length)) + 2;
    const time = now();
    const drawn = shown.length > 0 ? shown : last ? [last] : [];
    return [
      ...(watch ? chartCandidates(drawn, { columns, colors: true }).split('\n').slice(0, -1) : []),
      barLine(stage.name.padEnd(names), stage.fraction, time - stage.started, stage.note),
      ...shown.map((one) =>
        barLine(`  ${one.name}`.padEnd(names), one.fraction, time - one.started, describeCandidate(one)),
      ),
    ];
  }

  function stop(): void {
    screen.clear();
    board.clear();
    stage = undefined;
    last = undefined;
  }

  return {
    show(event) {
      if (event.type === 'stage-start') {
        stop();
        const reason = describeEvent(event);
        if (reason !== undefined) screen.print(`${reason}\n`);
        stage = { name: event.stage, started: now(), fraction: 0, note: '' };
      } else if (event.type === 'stage-progress') {
        if (stage) stage = { ...stage, fraction: event.fraction, note: event.note ?? '' };
      } else if (event.type === 'epoch') {
        last = board.add(event, now());
      } else {
        const curves = last && watch && event.type === 'stage-end' ? [last] : [];
        const line = describeEvent(event);
        if (event.type !== 'message') stop();
        screen.print(chartCandidates(curves, { columns: 100, colors: true }));
        if (line !== undefined) screen.print(`${line}\n`);
        return;
      }
      screen.show(lines);
    },
    stop,
  };
}

/** `name ██████░░░░ 61 % | 12 s left | note`; no bar where the whole is not known. */
function barLine(name: string, fraction: number, elapsed: number, note: string): string {
  const said = note === '' ? '' : ` | ${note}`;
  if (!Number.isFinite(fraction)) return `${name}${said}`;
  const full = Math.round(fraction * 24);
  const bar = `${'█'.repeat(full)}${'░'.repeat(24 - full)}`;
  const percent = `${Math.floor(fraction * 100)} %`.padStart(5);
  return `${name} ${bar} ${percent}${timeLeft(fraction, elapsed)}${said}`;
}
