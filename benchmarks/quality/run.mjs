// Scores Rampart's recipe and scikit-learn, CatBoost, LightGBM and XGBoost on the same folds or the same test file.
// Usage: node benchmarks/quality/run.mjs --table phishing.csv --schema phishing [--folds=10] [--effort=…] [--set=…] [--also=…]
//        node benchmarks/quality/run.mjs --train a.csv --test b.csv --schema nsl-kdd
//        node benchmarks/quality/run.mjs --table any.csv --target label [--positive=yes]
//        node benchmarks/quality/run.mjs --table generated:rules --table packaged:all
//        [--foldings=own,scikit-learn] [--folds-from=folds.csv] [--keep=<folder>]
//        [--data=<folder of the tables>] [--seed=7] [--peers=a,b] [--python=<one that has the packages>]
import { join } from 'node:path';
import { restartFromSources } from '../program.mjs';

await restartFromSources(join(import.meta.dirname, 'compare.mjs'));
