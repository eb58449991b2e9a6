import * as tf from '@tensorflow/tfjs-core';

/**
 * log(1 + x) that keeps the digits of x near 0: WebAssembly's own operation is that of the rounded 1 + x, which is 0 for
 * x = 5e-8. The rounding error cancels in x · log(u) / (u - 1) for u = 1 + x (Kahan).
 */
export function preciseLog1p(x: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const u = tf.add(x, 1);
    const rounded = tf.sub(u, 1);
    // Where 1 + x is 1 there is no quotient.
    const small = tf.equal(rounded, 0);
    const divisor = tf.where(small, tf.onesLike(rounded), rounded);
    return tf.where(small, x, tf.mul(x, tf.div(tf.log(u), divisor))) as tf.Tensor2D;
  });
}
