import { bundleVerify } from './bundle-verify.ts';
import type { Command } from './command.ts';
import { crossValidateCommand } from './cross-validate.ts';
import { dataDiff } from './data-diff.ts';
import { dataList } from './data-list.ts';
import { dataShow } from './data-show.ts';
import { doctor } from './doctor.ts';
import { ingest } from './ingest.ts';
import { predict } from './predict.ts';
import { run } from './run.ts';
import { schemaDiff } from './schema-diff.ts';
import { schemaInfer } from './schema-infer.ts';
import { serve } from './serve.ts';
import { validate } from './validate.ts';

/** Every command of `rampart`, in the order that help lists them. */
export const commands: readonly Command[] = [
  ingest,
  validate,
  run,
  crossValidateCommand,
  predict,
  serve,
  schemaInfer,
  schemaDiff,
  dataList,
  dataShow,
  dataDiff,
  bundleVerify,
  doctor,
];
