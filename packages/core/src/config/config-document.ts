import { type Document, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { type Problem, quote } from '../errors.ts';
import { dotted, type Path } from '../zod-problems.ts';
import { substituteEnvironment } from './substitute-environment.ts';

/** A YAML text with what `--set` and the environment put into it. It knows where every value came from. */
export class ConfigDocument {
  /** What is wrong so far; values that a problem is about are left as they are. */
  readonly problems: Problem[] = [];
  /** Whether the text could be read at all. */
  readonly readable: boolean;
  readonly #where: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;
  /** Dotted path → the assignment that set it; the last one wins. */
  readonly #sets = new Map<string, string>();
  readonly #unresolved = new Set<string>();

  constructor(text: string, where: string) {
    this.#where = where;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    this.readable = this.#document.errors.length === 0;
    for (const error of this.#document.errors) {
      this.problems.push({
        where: `${where}, line ${this.#lines.linePos(error.pos[0]).line}`,
        expected: 'valid YAML',
        received: error.message,
      });
    }
  }

  /** Applies `a.b=value`; the value is YAML, of which JSON is a part. */
  set(assignment: string): void {
    const [, name, text] = /^([^=]*)=(.*)$/s.exec(assignment) ?? [];
    const path = (name ?? '').split('.');
    const where = `--set ${assignment}`;
    if (name === undefined || text === undefined || path.includes('')) {
      this.problems.push({ where, expected: 'a setting and its value, such as training.epochs=50' });
      return;
    }
    const value = parseDocument(text, { prettyErrors: false });
    const [error] = value.errors;
    if (error !== undefined) {
      this.problems.push({
        where,
        expected: 'a YAML or JSON value',
        received: `${quote(text)} (${error.message})`,
      });
      return;
    }
    try {
      this.#dropWord(path.slice(0, -1));
      this.#document.setIn(path, value.contents);
      this.#sets.set(name, where);
    } catch {
      this.problems.push({
        where,
        expected: 'the name of a setting',
        received: 'a name inside a single value',
      });
    }
  }

  /** A setting such as `threshold: f1` may be a section instead: its word gives way to a setting inside. */
  #dropWord(section: readonly string[]): void {
    const length = section.findIndex((_, i) => {
      const node: unknown = this.#document.getIn(section.slice(0, i + 1), true);
      return isScalar(node) && typeof node.value === 'string';
    });
    if (length >= 0) this.#document.deleteIn(section.slice(0, length + 1));
  }

  /** Puts environment variables in place of `${NAME}`. */
  substitute(env: Readonly<Record<string, string | undefined>>): void {
    for (const { path, variable } of substituteEnvironment(this.#document, env)) {
      this.#unresolved.add(dotted(path));
      this.problems.push({
        where: this.place(path),
        expected: `the environment variable \`${variable}\` to be set`,
        fix: `Set it, or write \`$\${${variable}}\` where the text itself is meant.`,
      });
    }
  }

  /** The whole as plain data; an empty text is an empty object. */
  toData(): unknown {
    try {
      return (this.#document.toJS() as unknown) ?? {};
    } catch (error) {
      // An alias that nobody defined, or aliases that would unfold into a huge document.
      this.problems.push({
        where: this.#where,
        expected: 'resolvable YAML',
        received: (error as Error).message,
      });
      return {};
    }
  }

  /** Where a setting was made: the assignment, or the file with its line. */
  place(path: Path): string {
    const name = dotted(path);
    const assignment = this.#assignmentOf(name);
    if (assignment !== undefined) return this.#sets.has(name) ? assignment : `${assignment}, \`${name}\``;
    const line = this.#lineOf(path);
    const place = line === undefined ? this.#where : `${this.#where}, line ${line}`;
    return path.length === 0 ? place : `${place}, \`${name}\``;
  }

  /** Whether the value holds a variable that is missing, so that judging it would say the same again. */
  isUnresolved(path: Path): boolean {
    return this.#unresolved.has(dotted(path));
  }

  /** The assignment that set this value, a part of it where no text has any, or the whole that it is a part of. */
  #assignmentOf(name: string): string | undefined {
    const whole = [...this.#sets].findLast(([set]) => `${name}.`.startsWith(`${set}.`));
    if (whole !== undefined) return whole[1];
    const node: unknown = this.#document.getIn(name.split('.'), true);
    const isMade = isNode(node) && !node.range;
    return isMade ? [...this.#sets].find(([set]) => set.startsWith(`${name}.`))?.[1] : undefined;
  }

  #lineOf(path: Path): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.#lines.linePos(node.range[0]).line;
    }
    return undefined;
  }
}
