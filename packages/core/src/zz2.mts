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

await useBackend('tfjs-node');
const base = fitPreprocessing(enc, cols, {
  numeric: 'auto',
  bins: Number(process.env.BINS ?? 32),
  oneHotLevels: 64,
});
console.log(base.blocks.map((b) => b.steps.map((s) => s.transform).join('>') + ' ' + b.columns.length));
const W = preprocessingWidth(base);
const X0 = transformRows(base, packed, train.table.rows),
  T0 = transformRows(base, tp, testd.table.rows);
const n = base.blocks[0]!.columns.length; // standardize: 0..n, quantile n..2n
const pick = (X: Float32Array, rows: number, keep: (c: number) => boolean) => {
  const c = [...Array(W).keys()].filter(keep);
  const o = new Float32Array(rows * c.length);
  for (let r = 0; r < rows; r++)
    c.forEach((k, i) => {
      o[r * c.length + i] = X[r * W + k]!;
    });
  return o;
};
const unit = (X: Float32Array, T: Float32Array, floor: number) => {
  const x = X.slice(),
    t = T.slice();
  const R = train.table.rows;
  for (let c = n; c < 2 * n; c++) {
    let m = 0,
      v = 0;
    for (let r = 0; r < R; r++) m += X[r * W + c]!;
    m /= R;
    for (let r = 0; r < R; r++) v += (X[r * W + c]! - m) ** 2;
    const sd = Math.max(Math.sqrt(v / R), floor);
    for (let r = 0; r < R; r++) x[r * W + c] = (X[r * W + c]! - m) / sd;
    for (let r = 0; r < testd.table.rows; r++) t[r * W + c] = (T[r * W + c]! - m) / sd;
  }
  return [x, t] as const;
};
const ties = () => {
  // sklearn-like: rank with ties
  const x = X0.slice(),
    t = T0.slice();
  const b = base.blocks[1]!.columns;
  const tcols = encodeTable(enc, testd.table);
  b.forEach((ci, i) => {
    const sorted = cols[ci]!.toSorted();
    const L = 999;
    const q = Float64Array.from(
      { length: L + 1 },
      (_, k) => sorted[Math.round((k / L) * (sorted.length - 1))]!,
    );
    const f = (v: number) => {
      if (v <= q[0]!) return -1;
      if (v >= q[L]!) return 1;
      let lo = 0;
      let hi = L;
      while (hi - lo > 1) {
        const m = (lo + hi) >> 1;
        if (q[m]! <= v) lo = m;
        else hi = m;
      }
      let lo2 = 0,
        hi2 = L;
      while (hi2 - lo2 > 1) {
        const m = (lo2 + hi2) >> 1;
        if (q[m]! < v) lo2 = m;
        else hi2 = m;
      }
      const up = lo + (v - q[lo]!) / (q[lo + 1]! - q[lo]!);
      const dn = q[hi2] === v ? hi2 : up;
      return (up + dn) / L - 1;
    };
    for (let r = 0; r < train.table.rows; r++) x[r * W + n + i] = f(cols[ci]![r]!);
    for (let r = 0; r < testd.table.rows; r++) t[r * W + n + i] = f(tcols[ci]![r]!);
  });
  return [x, t] as const;
};

const mixed = (alpha: number) => { const x = X0.slice(), t = T0.slice(); const b = base.blocks[1]!; const tcols = encodeTable(enc, testd.table);
  b.columns.forEach((ci, i) => { const edges = (b.steps[1]!.states[i] as { edges: number[] }).edges; const sorted = cols[ci]!.map(Math.fround).sort(); const N = sorted.length;
    const lower = (v: number) => { let lo = 0, hi = N; while (lo < hi) { const m = (lo + hi) >> 1; if (sorted[m]! < v) lo = m + 1; else hi = m; } return lo; };
    const upper = (v: number) => { let lo = 0, hi = N; while (lo < hi) { const m = (lo + hi) >> 1; if (sorted[m]! <= v) lo = m + 1; else hi = m; } return lo; };
    const K = edges.length - 1; const pos = edges.map((e, k) => k === 0 ? 0 : k === K ? 1 : (lower(e) + upper(e)) / 2 / N);
    const at = edges.map((_, k) => 2 * (alpha * pos[k]! + (1 - alpha) * k / K) - 1);
    const f = (v: number) => { v = Math.fround(v); if (v <= edges[0]!) return -1; if (v >= edges[K]!) return 1; const k = edges.findLastIndex((e) => e <= v); return at[k]! + (at[k + 1]! - at[k]!) * (v - edges[k]!) / (edges[k + 1]! - edges[k]!); };
    for (let r = 0; r < train.table.rows; r++) x[r * W + n + i] = f(cols[ci]![r]!); for (let r = 0; r < testd.table.rows; r++) t[r * W + n + i] = f(tcols[ci]![r]!); });
  return [x, t] as const; };
const variants: Record<string, [Float32Array, Float32Array, (c: number) => boolean]> = {};
for (const alpha of [1, 0.75, 0.5]) { const [x, t] = mixed(alpha); variants['mix' + alpha] = [x, t, (c) => c >= n]; variants['both mix' + alpha] = [x, t, () => true]; }
{ const [x, t] = mixed(0.5); variants['mix.5 unit.2'] = [...unit(x, t, 0.2), (c) => c >= n]; }
for (const [name, [x0, t0, keep]] of Object.entries(variants)) {
  const X = pick(x0, train.table.rows, keep),
    T = pick(t0, testd.table.rows, keep);
  const w = X.length / train.table.rows;
  const aucs: number[] = [],
    accs: number[] = [],
    ll: number[] = [];
  for (const seed of [1, 2, 3, 4, 5]) {
    const reg = () => tfl.regularizers.l2({ l2: 1e-4 });
    const m = tfl.sequential({
      layers: [
        tfl.layers.dense({
          units: 64,
          activation: 'relu',
          inputShape: [w],
          kernelRegularizer: reg(),
          kernelInitializer: tfl.initializers.heNormal({ seed }),
        }),
        tfl.layers.dense({
          units: 32,
          activation: 'relu',
          kernelRegularizer: reg(),
          kernelInitializer: tfl.initializers.heNormal({ seed: seed + 9 }),
        }),
        tfl.layers.dense({ units: 1, activation: 'sigmoid' }),
      ],
    });
    m.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy' });
    const cut = 20000;
    const x = tf.tensor2d(X.subarray(0, cut * w), [cut, w]),
      y = tf.tensor2d(train.y.subarray(0, cut), [cut, 1]);
    await m.fit(x, y, { epochs: 10, batchSize: 256, verbose: 0 });
    const pr = (A: Float32Array) =>
      Float64Array.from(
        tf.tidy(() => m.predictOnBatch(tf.tensor2d(A, [A.length / w, w])) as tf.Tensor).dataSync(),
      );
    const s = pr(T);
    let ok = 0;
    s.forEach((v, i) => {
      if (v >= 0.5 === (testd.y[i] === 1)) ok++;
    });
    const v = pr(X.subarray(cut * w));
    let l = 0;
    v.forEach((p, i) => {
      const q = train.y[cut + i] ? p : 1 - p;
      l -= Math.log(Math.max(q, 1e-7));
    });
    aucs.push(rank(s, testd.y));
    accs.push(ok / s.length);
    ll.push(l / v.length);
    x.dispose();
    y.dispose();
    m.dispose();
  }
  const mean = (a: number[]) => (a.reduce((p, c) => p + c) / a.length).toFixed(4);
  console.log(
    name,
    w,
    'AUC',
    mean(aucs),
    'min',
    Math.min(...aucs).toFixed(3),
    'max',
    Math.max(...aucs).toFixed(3),
    'acc',
    mean(accs),
    'val logloss',
    mean(ll),
  );
}
