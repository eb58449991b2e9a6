import type { NetworkSettings } from '@rampart/core/internal';
import type { Encoding } from '@rampart/core/tensor';

/** About how many inputs the encoded columns become; what single columns are told otherwise does not count. */
export function estimateInputs(
  encoding: Encoding,
  { numeric, pieces, oneHotLevels }: NetworkSettings['transformation'],
): number {
  const perNumber = [numeric]
    .flat()
    .reduce((sum, scale) => sum + (scale === 'piecewise-linear' ? pieces : 1), 0);
  return encoding.reduce((sum, feature) => {
    if (feature.type === 'number') return sum + perNumber;
    const values = feature.buckets ?? feature.vocabulary.length;
    return sum + (values > oneHotLevels ? 1 : values);
  }, 0);
}
