import { type Document, isPair, isScalar, isSeq, type Node, parseDocument, Scalar, visit } from 'yaml';
import type { Path } from '../zod-problems.ts';

/** A `${NAME}` whose variable is not set, and where it stands. */
export interface MissingVariable {
  readonly path: Path;
  readonly variable: string;
}

/**
 * Replaces `${NAME}` in every value of the document, not in keys; `$${` stands for `${`. A value without quotes
 * is then read as if the variable's text had been written there, so `epochs: ${EPOCHS}` is a number. Returns
 * the variables that are missing; values that need one stay as they are.
 */
export function substituteEnvironment(
  document: Document,
  env: Readonly<Record<string, string | undefined>>,
): MissingVariable[] {
  const missing: MissingVariable[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      const { value } = node;
      if (key === 'key' || typeof value !== 'string' || !value.includes('${')) return;
      const absent = new Set<string>();
      const text = value.replace(/\$\$\{|\$\{([^}]*)\}/g, (all, variable: string | undefined) => {
        if (variable === undefined) return '${';
        const found = Object.hasOwn(env, variable) ? env[variable] : undefined;
        if (found === undefined) absent.add(variable);
        return found ?? all;
      });
      if (absent.size === 0) node.value = node.type === Scalar.PLAIN ? typed(text) : text;
      const path = pathOf([...(ancestors as readonly Node[]), node]);
      for (const variable of absent) missing.push({ path, variable });
    },
  });
  return missing;
}

/** A number or a truth value where YAML sees one, the text otherwise. */
function typed(text: string): unknown {
  const { contents, errors } = parseDocument(text);
  const isPlain =
    errors.length === 0 && isScalar(contents) && ['number', 'boolean'].includes(typeof contents.value);
  return isPlain ? contents.value : text;
}

/** The keys and indices on the way from the document to its last node. */
function pathOf(nodes: readonly unknown[]): Path {
  return nodes.flatMap((node, depth): PropertyKey[] => {
    if (isPair(node)) return [String(isScalar(node.key) ? node.key.value : node.key)];
    return isSeq(node) ? [node.items.indexOf(nodes[depth + 1])] : [];
  });
}
