import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { RampartError } from '../../../errors.ts';
import { parseLayerConfig } from '../../../encoding/parse-layer-config.ts';
import { applyCalibration, probabilitiesOfLogits } from './apply-calibration.ts';
import {
  calibratedOutputs,
  type CalibrationState,
  calibrationState,
} from '../../../calibration/calibration-state.ts';

type LayerConfig = ConstructorParameters<typeof tfl.layers.Layer>[0];

/**
 * The last layer of a saved model: a network's logits [rows × outputs] to calibrated probabilities, [rows × 1] of the
 * positive class for one output, else [rows × classes]. With feature groups it is applied to a list: the logits, and
 * the encoded rows [rows × features], which tell what groups a row has.
 */
export class CalibrationLayer extends tfl.layers.Layer {
  static readonly className = 'RampartCalibration';
  readonly calibration: CalibrationState;

  /** Throws RampartError('bundle') where `calibration`, which a model file may have brought, is not valid. */
  constructor(config: LayerConfig & { readonly calibration: CalibrationState }) {
    super({ ...config, trainable: false });
    this.calibration = parseLayerConfig(calibrationState, config.calibration, 'calibration');
  }

  /** Throws RampartError('bundle') where the layers before it give another number of logits or too few columns. */
  override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): tfl.Shape {
    const [logits, rows] = (Array.isArray(shape[0]) ? shape : [shape]) as tfl.Shape[];
    const outputs = calibratedOutputs(this.calibration);
    const columns = Math.max(0, ...this.calibration.groups.flat().map((column) => column + 1));
    if (logits![1] !== outputs) throw misfit(`${outputs} logits`, logits![1]);
    if (columns > 0 && !((rows?.[1] ?? 0) >= columns))
      throw misfit(`at least ${columns} encoded columns`, rows?.[1]);
    return [logits![0] ?? null, outputs];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [logits, rows] = (Array.isArray(inputs) ? inputs : [inputs]) as tf.Tensor2D[];
    return tf.tidy(() => probabilitiesOfLogits(applyCalibration(this.calibration, logits!, rows)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    const calibration = this.calibration as unknown as tf.serialization.ConfigDict;
    return { ...super.getConfig(), calibration };
  }
}

function misfit(expected: string, received: number | null | undefined): RampartError {
  return new RampartError('bundle', {
    where: "the model's calibration layer",
    expected,
    received: String(received ?? 'none'),
    fix: 'Copy the model again, or train it anew.',
  });
}
