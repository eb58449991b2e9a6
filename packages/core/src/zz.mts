import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {
  useBackend,
  fitEncoding,
  encodeTable,
  packRows,
  fitPreprocessing,
  transformRows,
  preprocessingWidth,
  encodeRecords,
} from './tensor/index.ts';
import { defineSchema } from './schema/define-schema.ts';
import { recordAt } from './table.ts';
const names =
  'duration, protocol_type, service, flag, src_bytes, dst_bytes, land, wrong_fragment, urgent, hot, num_failed_logins, logged_in, num_compromised, root_shell, su_attempted, num_root, num_file_creations, num_shells, num_access_files, num_outbound_cmds, is_host_login, is_guest_login, count, srv_count, serror_rate, srv_serror_rate, rerror_rate, srv_rerror_rate, same_srv_rate, diff_srv_rate, srv_diff_host_rate, dst_host_count, dst_host_srv_count, dst_host_same_srv_rate, dst_host_diff_srv_rate, dst_host_same_src_port_rate, dst_host_srv_diff_host_rate, dst_host_serror_rate, dst_host_srv_serror_rate, dst_host_rerror_rate, dst_host_srv_rerror_rate'.split(
    ', ',
  );
const cat = new Set(['protocol_type', 'service', 'flag']);
const schema = defineSchema({
  name: 'nsl',
  columns: [
    ...names.map((name) => ({ name, kind: cat.has(name) ? ('categorical' as const) : ('numeric' as const) })),
    {
      name: 'attack',
      kind: 'categorical',
      role: 'target',
      classes: { normal: ['normal'], attack: 'rest' },
      positive: 'attack',
    },
  ],
});
function load(f: string) {
  const lines = readFileSync('/work/shared/data/' + f, 'utf8')
    .trim()
    .split('\n')
    .map((l) => l.split(','));
  const columns = new Map<string, Float64Array | string[]>(
    names.map((n, i) => [
      n,
      cat.has(n) ? lines.map((l) => l[i]!) : Float64Array.from(lines, (l) => Number(l[i])),
    ]),
  );
  return {
    table: { rows: lines.length, columns },
    y: Float32Array.from(lines, (l) => Number(l[41] !== 'normal')),
  };
}
const train = load('nsl-kdd-train-20percent.csv'),
  testd = load('nsl-kdd-test.csv');
const ms = (n: string, f: () => any) => {
  const t = performance.now();
  const r = f();
  console.log(n, (performance.now() - t).toFixed(0), 'ms');
  return r;
};
const enc = ms('fitEncoding', () => fitEncoding(schema, train.table, { minimumCategoryCount: 5 }));
const cols: Float64Array[] = ms('encodeTable', () => encodeTable(enc, train.table));
const packed = ms('packRows', () => packRows(cols));
const recs = Array.from({ length: train.table.rows }, (_, i) => recordAt(train.table, i));
const p2 = ms('encodeRecords', () => encodeRecords(enc, recs));
console.log(
  'equal',
  p2.every((v: number, i: number) => v === packed[i]),
);
const tp = packRows(encodeTable(enc, testd.table));
const rank = (s: Float64Array, y: Float32Array) => {
  const o = [...s.keys()].sort((a, b) => s[a]! - s[b]!);
  let r = 0,
    n1 = 0;
  for (let i = 0; i < o.length; ) {
    let j = i;
    while (j < o.length && s[o[j]!] === s[o[i]!]) j++;
    for (let k = i; k < j; k++)
      if (y[o[k]!]) {
        r += (i + j + 1) / 2;
        n1++;
      }
    i = j;
  }
  return (r - (n1 * (n1 + 1)) / 2) / (n1 * (o.length - n1));
};
for (const numeric of ['auto', 'standardize', 'quantile'] as const) {
  const p = ms('fitPreprocessing ' + numeric, () =>
    fitPreprocessing(enc, cols, { numeric, bins: 32, oneHotLevels: 64 }),
  );
  if (process.env.TIMES)
    for (const b of ['wasm', 'tfjs-node', 'cpu'] as const) {
      await useBackend(b);
      transformRows(p, packed, 4096);
      ms(b + ' width ' + preprocessingWidth(p), () => transformRows(p, packed, train.table.rows));
      const one = packed.subarray(0, 41);
      for (let i = 0; i < 50; i++) transformRows(p, one, 1);
      const t = performance.now();
      for (let i = 0; i < 200; i++) transformRows(p, one, 1);
      console.log('one row', ((performance.now() - t) / 200).toFixed(3));
      const mem = tf.memory();
      console.log(mem.numTensors);
    }
  if (!process.env.TRAIN) continue;
  await useBackend('tfjs-node');
  let w = preprocessingWidth(p);
  const X = transformRows(p, packed, train.table.rows),
    T = transformRows(p, tp, testd.table.rows);
  for (const seed of [1, 2, 3]) {
    const m = tfl.sequential({
      layers: [
        tfl.layers.dense({
          units: 64,
          activation: 'relu',
          inputShape: [w],
          kernelInitializer: tfl.initializers.heNormal({ seed }),
        }),
        tfl.layers.dense({
          units: 32,
          activation: 'relu',
          kernelInitializer: tfl.initializers.heNormal({ seed: seed + 9 }),
        }),
        tfl.layers.dense({ units: 1, activation: 'sigmoid' }),
      ],
    });
    m.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy' });
    const x = tf.tensor2d(X, [train.table.rows, w]),
      y = tf.tensor2d(train.y, [train.table.rows, 1]);
    const h = await m.fit(x, y, { epochs: 15, batchSize: 256, verbose: 0 });
    const s = Float64Array.from(
      (m.predictOnBatch(tf.tensor2d(T, [testd.table.rows, w])) as tf.Tensor).dataSync(),
    );
    let ok = 0;
    s.forEach((v, i) => {
      if (v >= 0.5 === (testd.y[i] === 1)) ok++;
    });
    console.log(
      numeric,
      w,
      'seed',
      seed,
      'loss',
      (h.history.loss as number[]).at(-1)!.toFixed(4),
      'test AUC',
      rank(s, testd.y).toFixed(4),
      'acc',
      (ok / s.length).toFixed(4),
    );
    x.dispose();
    y.dispose();
    m.dispose();
  }
}
