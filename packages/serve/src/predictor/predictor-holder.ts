import { RampartError } from '@rampart/core';
import { listed } from '@rampart/core/internal';
import type { Predictor } from './predictor.ts';

/** Which of the held predictors; the first name, and the version that answers, where left out. */
export interface PredictorChoice {
  readonly name?: string | undefined;
  readonly version?: string | undefined;
}

/** Something done with a predictor, and with the one that is tried in its shadow. */
export type Use<T> = (predictor: Predictor, shadow: Predictor | undefined) => T | Promise<T>;

/**
 * Holds predictors by name and replaces them at once: whoever is using one finishes on it, and it is disposed afterwards.
 * Beside each there may be a shadow, whose scores are compared and never answered.
 */
export interface PredictorHolder extends Disposable {
  /** In the order in which they came; the first is the default. */
  readonly names: readonly string[];
  /** Uses a predictor, which stays alive until the promise that comes of it settles. Rejects with a RampartError('usage') where there is no such one. */
  use<T>(act: Use<T>, choice?: PredictorChoice): Promise<T>;
  /** Puts a predictor in the place of the one of this name, or beside the others; a shadow of that name may step up. */
  swap(predictor: Predictor, name?: string): void;
  /** Puts a predictor into the shadow of the one of this name, in the place of the shadow before it; undefined takes that away. */
  shadow(predictor: Predictor | undefined, name: string): void;
  /** Takes a predictor and its shadow away. */
  remove(name: string): void;
}

/** A predictor, and how many are using it. */
interface Held {
  readonly predictor: Predictor;
  uses: number;
  retired: boolean;
}

interface Place {
  readonly serving: Held;
  readonly shadow: Held | undefined;
}

/** A holder of nothing yet. What it holds it disposes, when it is replaced or with the holder itself. */
export function createPredictorHolder(): PredictorHolder {
  const places = new Map<string, Place>();

  const find = ({ name = places.keys().next().value, version }: PredictorChoice): Place => {
    const place = name === undefined ? undefined : places.get(name);
    if (place === undefined) throw unknown('model', name, [...places.keys()]);
    const { version: serving } = place.serving.predictor;
    if (version !== undefined && version !== serving) {
      throw unknown(`version of ${name}`, version, [serving]);
    }
    return place;
  };
  const holder: PredictorHolder = {
    get names() {
      return [...places.keys()];
    },
    async use(act, choice = {}) {
      const { serving, shadow } = find(choice);
      const held = shadow === undefined ? [serving] : [serving, shadow];
      for (const one of held) one.uses++;
      try {
        return await act(serving.predictor, shadow?.predictor);
      } finally {
        for (const one of held) {
          one.uses--;
          disposeUnused(one);
        }
      }
    },
    swap(predictor, name = predictor.name) {
      const before = places.get(name);
      if (before?.serving.predictor === predictor) return;
      const steppingUp = before?.shadow?.predictor === predictor ? before.shadow : undefined;
      places.set(name, {
        serving: steppingUp ?? hold(predictor),
        shadow: steppingUp === undefined ? before?.shadow : undefined,
      });
      retire(before?.serving);
    },
    shadow(predictor, name) {
      const before = find({ name });
      if (before.shadow?.predictor === predictor) return;
      places.set(name, { serving: before.serving, shadow: predictor && hold(predictor) });
      retire(before.shadow);
    },
    remove(name) {
      const { serving, shadow } = find({ name });
      places.delete(name);
      retire(serving);
      retire(shadow);
    },
    [Symbol.dispose]() {
      for (const name of holder.names) holder.remove(name);
    },
  };
  return holder;
}

function hold(predictor: Predictor): Held {
  return { predictor, uses: 0, retired: false };
}

function retire(held: Held | undefined): void {
  if (held === undefined) return;
  held.retired = true;
  disposeUnused(held);
}

function disposeUnused({ predictor, uses, retired }: Held): void {
  if (retired && uses === 0) predictor.dispose();
}

function unknown(what: string, received: string | undefined, known: readonly string[]): RampartError {
  const problem = {
    where: 'the models served here',
    expected: `a ${what} among ${listed(known)}`,
    received: received ?? 'none',
  };
  return new RampartError('usage', problem, { status: known.length === 0 ? 503 : 404 });
}
