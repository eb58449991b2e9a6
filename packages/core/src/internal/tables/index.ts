// What the rooms of this workspace share that read, check and write tables. Nothing of models, settings or stages is
// loaded with it: a command that only moves rows would wait for them longer than it takes to read a small table.
export { counted } from '../../counted.ts';
export { didYouMean } from '../../did-you-mean.ts';
export { canonicalJson, digestOf, sha256 } from '../../digest.ts';
export { describeProblem, listed, quote, RampartError, throwIfAborted } from '../../errors.ts';
export {
  publishDirectory,
  removeStaleTemporaries,
  withTemporaryDirectory,
  writeFileAtomic,
} from '../../files/index.ts';
export { parseLossless } from '../../parse-lossless.ts';
export { redact } from '../../redact.ts';
export { plainJson } from '../../rows/plain-json.ts';
export { onInvalidOf, onMissingOf } from '../../schema/columns/column.ts';
export { columnReaders } from '../../schema/columns/column-readers.ts';
export { plainDecimal, scaledDecimal } from '../../schema/columns/exact-decimal.ts';
export { imputeInvalid } from '../../schema/columns/impute-invalid.ts';
export { notationWriter } from '../../schema/columns/notation.ts';
export { isoTime, rawTime, timeOfNanoseconds } from '../../schema/columns/parse-time.ts';
export { recordColumns, sourceColumns } from '../../schema/derived/derivation.ts';
export { featuresOf } from '../../schema/features-of.ts';
export { absentGroups, featureGroupsOf, hasUngrouped } from '../../schema/groups/feature-groups-of.ts';
export { parseSchema } from '../../schema/parse-schema.ts';
export { readSchema } from '../../schema/read-schema.ts';
export { judgeRules } from '../../schema/rules/judge-rules.ts';
export { targetOf } from '../../schema/target-of.ts';
export { columnOf, concatRows, isMissing, recordAt, takeRows } from '../../table.ts';
