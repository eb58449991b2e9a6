import { bundleVerify } from './commands/bundle-verify.ts';
import { cacheClean } from './commands/cache-clean.ts';
import type { Command } from './command.ts';
import { config } from './commands/config.ts';
import { crossValidateCommand } from './commands/cross-validate.ts';
import { dataDiff } from './commands/data-diff.ts';
import { dataList } from './commands/data-list.ts';
import { dataShow } from './commands/data-show.ts';
import { doctor } from './commands/doctor.ts';
import { ingest } from './commands/ingest.ts';
import { predict } from './commands/predict.ts';
import { run } from './commands/run.ts';
import { schemaDiff } from './commands/schema-diff.ts';
import { schemaInfer } from './commands/schema-infer.ts';
import { serve } from './commands/serve.ts';
import { validate } from './commands/validate.ts';

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
  config,
  dataList,
  dataShow,
  dataDiff,
  bundleVerify,
  cacheClean,
  doctor,
];
