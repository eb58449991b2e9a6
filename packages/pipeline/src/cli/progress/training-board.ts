import type { EpochEvent } from '@rampart/core';

/** The epochs of one network so far. */
interface Network {
  readonly losses: number[];
  readonly validationLosses: number[];
  epochs: number;
}

/** How far one candidate is: over the folds it is tried on, or on all training rows. */
export class CandidateProgress {
  /** Its name and, where that matters, the part of the training. */
  readonly name: string;
  /** When its first epoch came, in milliseconds. */
  readonly started: number;
  readonly #expected: number;
  readonly #networks = new Map<number | null, Network>();
  #latest: EpochEvent;
  #heard: number;

  constructor(name: string, first: EpochEvent, now: number) {
    this.name = name;
    this.started = now;
    this.#heard = now;
    this.#expected = first.fold === null ? 1 : first.folds;
    this.#latest = first;
  }

  /** Its latest epoch. */
  get latest(): EpochEvent {
    return this.#latest;
  }

  /** When that came, in milliseconds. */
  get heard(): number {
    return this.#heard;
  }

  /** Whether a network of it has epochs to come; a candidate may wait for its next fold, and be given up before. */
  get running(): boolean {
    return [...this.#networks.values()].some((one) => one.losses.length < one.epochs);
  }

  /** Share of its epochs that is done, 0 to 1. */
  get fraction(): number {
    const done = [...this.#networks.values()].map((one) => one.losses.length / one.epochs);
    return Math.min(1, done.reduce((sum, share) => sum + share, 0) / this.#expected);
  }

  /** Whether the last epoch of its last network has come. */
  get done(): boolean {
    return this.fraction === 1;
  }

  /** Loss of each epoch, the mean over its networks that have got there; NaN where none has. */
  get losses(): number[] {
    return meanCurve([...this.#networks.values()].map((one) => one.losses));
  }

  /** The same on validation rows; empty without any. */
  get validationLosses(): number[] {
    return meanCurve([...this.#networks.values()].map((one) => one.validationLosses));
  }

  add(event: EpochEvent, now: number): void {
    this.#latest = event;
    this.#heard = now;
    const network = this.#networks.get(event.fold) ?? { losses: [], validationLosses: [], epochs: 0 };
    this.#networks.set(event.fold, network);
    network.epochs = event.epochs;
    put(network.losses, event.epoch, event.loss);
    if (event.validationLoss !== undefined) put(network.validationLosses, event.epoch, event.validationLoss);
  }
}

/** Makes of the epochs of many networks, which come in any order, how far each candidate is. */
export class TrainingBoard {
  readonly #candidates = new Map<string, CandidateProgress>();

  /** Candidates that are not done, in the order of their first epochs. */
  get active(): CandidateProgress[] {
    return [...this.#candidates.values()];
  }

  /** Takes an epoch at a time in milliseconds. A candidate that is done is returned once and then forgotten. */
  add(event: EpochEvent, now: number): CandidateProgress {
    const outer = event.outerFold === undefined ? '' : `outer fold ${event.outerFold}: `;
    const name = `${outer}${event.candidate}${event.fold === null ? ', all rows' : ''}`;
    const progress = this.#candidates.get(name) ?? new CandidateProgress(name, event, now);
    progress.add(event, now);
    if (progress.done) this.#candidates.delete(name);
    else this.#candidates.set(name, progress);
    return progress;
  }

  clear(): void {
    this.#candidates.clear();
  }
}

/** A network may be trained again, or be continued: what it had from this epoch on does not count any more. */
function put(values: number[], epoch: number, value: number): void {
  while (values.length < epoch - 1) values.push(Number.NaN);
  values.length = epoch - 1;
  values.push(value);
}

function meanCurve(curves: readonly (readonly number[])[]): number[] {
  const longest = curves.reduce((most, { length }) => Math.max(most, length), 0);
  return Array.from({ length: longest }, (_, at) => {
    const there = curves.map((curve) => curve[at] ?? Number.NaN).filter(Number.isFinite);
    return there.reduce((sum, value) => sum + value, 0) / there.length;
  });
}
