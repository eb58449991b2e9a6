import type { IngestProgress } from '../loading/ingest-table.ts';
import type { CommandIo } from './command.ts';
import { showProgress } from './progress.ts';

/** Shows how a load goes on: rows, rows a second and, where the number of rows is about known, the time left. */
export interface LoadDisplay {
  show(progress: IngestProgress): void;
  stop(): void;
}

/** The display for a load of about `total` rows; null where that is not known. */
export function showLoad(io: CommandIo, total: number | null): LoadDisplay {
  const display = showProgress(io);
  const started = performance.now();
  let shown = 0;
  display.show({ type: 'stage-start', stage: 'Ingest' });
  return {
    show({ read, loaded }) {
      const now = performance.now();
      if (now - shown < 100) return;
      shown = now;
      const rate = loaded / ((now - started) / 1000);
      const done = total === null ? Number.NaN : Math.min(1, loaded / Math.max(total, read));
      const left = done > 0 ? `, ${duration((now - started) * (1 / done - 1))} left` : '';
      const note = `${loaded} rows, ${Math.round(rate)} a second${left}`;
      display.show({ type: 'stage-progress', stage: 'Ingest', fraction: done, note });
    },
    stop: () => display.stop(),
  };
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
