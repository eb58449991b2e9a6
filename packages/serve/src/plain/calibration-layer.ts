import {
  calibratedOutputs,
  calibrateLogit,
  calibrationState,
  calibratorChooser,
  parseLayerConfig,
} from '@rampart/core/portable';
import { z } from 'zod';
import type { PlainLayer } from './plain-layer.ts';

const config = z.object({ calibration: calibrationState });

/** Logits → calibrated probabilities: of the positive class for one logit, else of every class. */
export const calibrationLayer: PlainLayer = {
  className: 'RampartCalibration',
  build(place) {
    const { calibration } = parseLayerConfig(config, place.config, 'calibration');
    const [logits, rows] = place.inputs;
    const { groups, calibrators } = calibration;
    const choose = calibratorChooser(calibration);
    return {
      width: calibratedOutputs(calibration),
      compute(outputs) {
        const values = logits!.read();
        const calibrator = calibrators[groups.length === 0 ? 0 : choose(rows!.read(), 0)]!;
        for (let k = 0; k < outputs.length; k++) outputs[k] = calibrateLogit(calibrator, values[k]!, k);
        if (outputs.length === 1) outputs[0] = 1 / (1 + Math.exp(-outputs[0]!));
        else softmax(outputs);
      },
    };
  },
};

function softmax(logits: Float32Array): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - largest);
  for (let k = 0; k < logits.length; k++) logits[k] = Math.exp(logits[k]! - largest) / sum;
}
