/** Names of figures with their values, all finite. */
export type Figures = Readonly<Record<string, number>>;

/** Names of texts with the texts; no credentials among them. */
export type Texts = Readonly<Record<string, string>>;

/** What a run starts from. */
export interface RunStart {
  readonly runId: string;
  /** Settings, each under its dotted name. */
  readonly params: Texts;
  /** What else a person may look for: schema, source, backend. */
  readonly tags: Texts;
}

/** How a run ended; `killed`: by whoever started it. */
export type RunStatus = 'finished' | 'failed' | 'killed';

/** What a run came to. */
export interface RunSummary {
  readonly figures: Figures;
  readonly tags: Texts;
}

/** One run in a place where people look at runs. Nothing of it throws: a tracker that fails costs no run. */
export interface TrackedRun {
  /** Takes the figures of a step, a whole number from 0; returns at once. */
  log(figures: Figures, step: number): void;
  /** Settles once all is delivered or, after some seconds, given up. Called once, after the last `log`. */
  end(status: RunStatus, summary: RunSummary): Promise<void>;
}

/** A place where people look at runs. */
export interface Tracker {
  /** As the settings call it. */
  readonly name: string;
  /** Begins to follow a run; returns at once. Trouble is told in the words of a person, without credentials. */
  startRun(run: RunStart, onTrouble: (trouble: string) => void): TrackedRun;
}
