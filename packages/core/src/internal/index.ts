// Plumbing that the packages of this workspace share. It may change with every version; users find theirs in the index.
export { bundleReference } from '../bundle/bundle-reference.ts';
export { decision, decisionFinder } from '../bundle/decision.ts';
export {
  chooseGoldenRows,
  compareGolden,
  type GoldenQuestion,
  goldenRow,
  goldenText,
  typedGolden,
} from '../bundle/golden.ts';
export { readManifest, readVersion } from '../store/bundle-store.ts';
export { bundleAt } from '../store/open-bundle.ts';
export { describeSettings } from '../config/describe-settings.ts';
export {
  configSchemaOf,
  type Member,
  membersOf,
  priorName,
  setByUser,
  settingsWithoutEffect,
  statedPrevalence,
} from '../config/index.ts';
export { drawChoice } from '../families/draw-number.ts';
export { families } from '../families/families.ts';
export type { Family } from '../families/family.ts';
export { networkFamily } from '../families/network/network-family.ts';
export type { NetworkSettings } from '../families/network/network-settings.ts';
export { type AddTrees, scoreTrees } from '../families/trees/score-trees.ts';
export { leafStep, leastNormal, type TreeEnsemble, type TreeShape } from '../families/trees/tree-ensemble.ts';
export type { TreeSettings } from '../families/trees/tree-settings.ts';
export { treesFamily } from '../families/trees/trees-family.ts';
export { counted } from '../counted.ts';
export { didYouMean } from '../did-you-mean.ts';
export { recordEncoder } from '../encoding/encode-records.ts';
export { encodeTable, packRows } from '../encoding/encode-table.ts';
export { modelEdges } from '../encoding/topology/model-edges.ts';
export { canonicalJson, digestOf, sha256 } from '../digest.ts';
export { listed, quote, throwIfAborted } from '../errors.ts';
export { parseLossless } from '../parse-lossless.ts';
export { plainJson } from '../rows/plain-json.ts';
export { plainDecimal, scaledDecimal } from '../schema/columns/exact-decimal.ts';
export { isoTime, rawTime, timeOfNanoseconds } from '../schema/columns/parse-time.ts';
export { compileExpression, type Expression } from '../expression/compile-expression.ts';
export {
  classShares,
  logLosses,
  type BoundKept,
  curve,
  isBinary,
  isLoss,
  leastUnits,
  type MetricIntervals,
  metricIntervals,
  metricValues,
  perMetric,
  positiveShare,
  priorShift,
  scoredByShares,
} from '../metrics/index.ts';
export { createRandom } from '../random.ts';
export { hashText } from '../hash-text.ts';
export { redact } from '../redact.ts';
export { columnKind, columnRole, onInvalidOf, onMissingOf } from '../schema/columns/column.ts';
export { type ColumnReader, UNREADABLE } from '../schema/columns/column-reader.ts';
export { columnReaders } from '../schema/columns/column-readers.ts';
export { recordColumns, sourceColumns, trainingColumns } from '../schema/derived/derivation.ts';
export { deriveColumns } from '../schema/derived/derive-columns.ts';
export {
  type Notation,
  notationExample,
  notationParser,
  notationWriter,
} from '../schema/columns/notation.ts';
export { parseDecimal } from '../schema/columns/parse-decimal.ts';
export { parseTime } from '../schema/columns/parse-time.ts';
export { imputeInvalid } from '../schema/columns/impute-invalid.ts';
export { judgeRules } from '../schema/rules/judge-rules.ts';
export { limitOf, warningNames } from '../schema/rules/limits.ts';
export { milliseconds } from '../schema/rules/table-expectations.ts';
export {
  absentGroups,
  type FeatureGroup,
  featureGroupsOf,
  groupsPresent,
  hasUngrouped,
} from '../schema/groups/feature-groups-of.ts';
export { featuresOf } from '../schema/features-of.ts';
export { fileFactsIn, usedArtifacts } from '../stage/index.ts';
export { moduleFiles } from '../stage/code/module-files.ts';
export { builtCodeFile, readCode } from '../stage/code/stage-code.ts';
export { codeVersion } from '../stage/code-version.ts';
export { type AlarmBudget, falseAlarmRate } from '../statistics/drift/alarm-budget.ts';
export { buildReference } from '../statistics/drift/build-reference.ts';
export { type ColumnReference } from '../statistics/drift/drift-reference.ts';
export { driftReport } from '../statistics/drift/drift-report.ts';
export { columnSummary } from '../statistics/summarize-columns.ts';
export {
  makeDirectory,
  publishDirectory,
  removeStaleTemporaries,
  retireDirectory,
  WEEK,
  withTemporaryDirectory,
  writeFileAtomic,
} from '../files/index.ts';
export { columnOf, concatRows, isMissing, takeRows } from '../table.ts';
