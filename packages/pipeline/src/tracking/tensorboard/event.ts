import type { Figures } from '../tracker.ts';
import { bytesField, doubleField, type Field, floatField, wholeField } from './protobuf.ts';

// Numbers of fields: tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.

/** The event that begins a file and tells its format; `time` is in seconds since 1970. */
export function versionEvent(time: number): Uint8Array {
  return Buffer.concat([doubleField(1, time), bytesField(3, 'brain.Event:2')]);
}

/** Figures at a step, each a scalar; TensorBoard keeps them as float32. */
export function scalarEvent(time: number, step: number, figures: Figures): Uint8Array {
  return event(
    time,
    step,
    Object.entries(figures).map(([name, value]) => [bytesField(1, name), floatField(2, value)]),
  );
}

/** A text in Markdown under a name. */
export function textEvent(time: number, name: string, markdown: string): Uint8Array {
  const plugin = bytesField(1, bytesField(1, 'text'));
  // A string tensor with one element.
  const tensor = [wholeField(1, 7), bytesField(2, bytesField(2, wholeField(1, 1))), bytesField(8, markdown)];
  return event(time, 0, [
    [bytesField(1, name), bytesField(8, ...tensor), bytesField(9, plugin, wholeField(4, 2))],
  ]);
}

function event(time: number, step: number, values: readonly (readonly Field[])[]): Uint8Array {
  const summary = values.map((fields) => bytesField(1, ...fields));
  return Buffer.concat([doubleField(1, time), wholeField(2, step), bytesField(5, ...summary)]);
}
