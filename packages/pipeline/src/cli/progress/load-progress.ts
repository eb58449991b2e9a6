import type { IngestProgress } from '../../etl/ingest-table.ts';
import type { CommandIo } from '../command.ts';
import { showProgress } from './progress.ts';
import { counted } from '@rampart/core/internal/tables';

/** Shows how a load goes on: rows and rows a second. */
export interface LoadDisplay {
  show(progress: IngestProgress): void;
  stop(): void;
}

/** The display for `work` on about `total` rows; null where that is not known. */
export function showLoad(io: CommandIo, total: number | null, work = 'Ingest'): LoadDisplay {
  const display = showProgress(io);
  const started = performance.now();
  let shown = 0;
  display.show({ type: 'stage-start', stage: work });
  return {
    show({ read, loaded }) {
      const now = performance.now();
      if (now - shown < 100) return;
      shown = now;
      const rate = loaded / ((now - started) / 1000);
      const done = total === null ? Number.NaN : Math.min(1, loaded / Math.max(total, read));
      const note = `${counted(loaded, 'row')}, ${Math.round(rate)} a second`;
      display.show({ type: 'stage-progress', stage: work, fraction: done, note });
    },
    stop: () => display.stop(),
  };
}
