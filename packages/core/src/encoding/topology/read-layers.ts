import { fewProblems, type Problem, quote } from '../../errors.ts';
import { dotted, type Path, zodProblems } from '../../zod-problems.ts';
import type { Misfit, WeightShape } from './layer-kind.ts';
import { layerKinds } from './layer-kinds.ts';
import type { LayerJson } from './model-json.ts';

/** One layer of a saved model that fits to those before it, and what it needs of the weights. */
export interface ReadLayer {
  readonly name: string;
  readonly className: string;
  /** As the layer's kind has checked them. */
  readonly settings: unknown;
  /** The places, among the layers, of those that it is applied to; all before its own. */
  readonly inputs: readonly number[];
  /** Columns that come out. */
  readonly width: number;
  readonly weights: Iterable<WeightShape>;
}

/** Where a layer stands, and how wide it is; undefined where it is not sound itself. */
type Earlier = ReadonlyMap<string, { readonly place: number; readonly width: number | undefined }>;

/**
 * Reads layers that stand in the order in which they are computed, so that none can wait for itself or for one that
 * never comes. Every fault of every layer is a problem.
 */
export function readLayers(
  found: readonly LayerJson[],
  where: string,
): { layers: ReadLayer[]; problems: Problem[] } {
  const earlier = new Map<string, { place: number; width: number | undefined }>();
  const layers: ReadLayer[] = [];
  const problems: Problem[] = [];
  for (const [place, layer] of found.entries()) {
    const read = readLayer(layer, earlier, `${where}, layer \`${layer.name}\``);
    if ('problems' in read) problems.push(...read.problems);
    else layers.push(read);
    earlier.set(layer.name, { place, width: 'problems' in read ? undefined : read.width });
  }
  const used = new Set(found.flatMap(({ inbound_nodes: [inputs = []] }) => inputs.map(([name]) => name)));
  for (const { name } of found.slice(0, -1)) {
    if (used.has(name)) continue;
    problems.push(
      misfit(`${where}, layer \`${name}\``, {
        expected: 'a later layer that is applied to it',
        received: 'none',
      }),
    );
  }
  return { layers, problems };
}

function readLayer(layer: LayerJson, earlier: Earlier, where: string): ReadLayer | { problems: Problem[] } {
  const {
    name,
    class_name: className,
    config,
    inbound_nodes: [inbound = []],
  } = layer;
  const { name: ownName, trainable: _, ...rest } = config;
  const problems: Problem[] = [];
  if (earlier.has(name))
    problems.push(misfit(where, { expected: 'one layer of this name', received: 'two' }));
  if (ownName !== name) {
    problems.push(
      misfit(where, { expected: 'the same name in its configuration', received: quote(ownName) }),
    );
  }
  const strange = inbound.filter(([other]) => !earlier.has(other));
  if (strange.length > 0) {
    const received = strange.map(([other]) => `\`${other}\``).join(' and ');
    problems.push(misfit(where, { expected: 'to be applied to layers that stand before it', received }));
  }
  const kind = layerKinds.get(className);
  if (kind === undefined) {
    const unknown = { expected: 'a layer that this version knows', received: quote(className) };
    return { problems: [...problems, misfit(where, unknown, upgrade)] };
  }
  const parsed = kind.settings.safeParse(rest);
  if (!parsed.success) {
    const place = (path: Path) => [where, ...(path.length > 0 ? [dotted(path)] : [])].join(', ');
    const invalid = zodProblems(parsed.error.issues, { schema: kind.settings, value: rest, place });
    const few = fewProblems(invalid, where).map((problem) => ({ ...problem, fix: problem.fix ?? upgrade }));
    return { problems: [...problems, ...few] };
  }
  const widths = inbound.map(([other]) => earlier.get(other)?.width);
  // A layer after a faulty one may be sound: only what is known of its inputs is held against it.
  if (problems.length > 0 || !widths.every((width) => width !== undefined)) return { problems };
  const width = kind.width(parsed.data, widths);
  if (typeof width !== 'number') return { problems: [misfit(where, width)] };
  return {
    name,
    className,
    settings: parsed.data,
    inputs: inbound.map(([other]) => earlier.get(other)!.place),
    width,
    weights: kind.weights?.(parsed.data) ?? [],
  };
}

const copyAgain = 'Copy the model again, or train it anew.';
const upgrade = 'Upgrade Rampart if the model was made by a newer version, else copy the model again.';

function misfit(where: string, fact: Misfit, fix = copyAgain): Problem {
  return { where, ...fact, fix };
}
