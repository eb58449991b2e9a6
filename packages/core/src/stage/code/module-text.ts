/** One way in which a module's text names another. */
export interface ModuleImport {
  readonly specifier: string;
  /** The names it takes, as the other module exports them; `all` where the text does not tell. */
  readonly names: readonly string[] | 'all';
}

/** What a module's text says about other modules; imports and exports of types alone are left out. */
export interface ModuleText {
  readonly imports: readonly ModuleImport[];
  /** Whether it does nothing but hand on names of others. */
  readonly isList: boolean;
  /** Of what it hands on: exported name → where it comes from. */
  readonly handed: ReadonlyMap<string, { readonly specifier: string; readonly name: string }>;
  /** The modules of which it hands on every name. */
  readonly stars: readonly string[];
}

// Statements begin a line, so that texts in strings and examples in comments are rarely taken for one; where one is,
// a file counts that need not.
const statement =
  /(?:^|;)[ \t]*(?<kind>import|export)\b(?:(?<clause>(?:\{[^{}]*\}|\/\/.*|\/\*[^]*?\*\/|(?!\b(?:import|export)\b)[\w$\s,*])*?)\bfrom)?\s*(?<quote>['"])(?<specifier>[^'"\n]+)\k<quote>/gm;
const comment = /\/\*[^]*?\*\/|\/\/.*$/gm;
/** `import('x')`, `require('x')` however it was made, and files named by their place beside the module. */
const calls: readonly (readonly [sign: string, RegExp])[] = [
  ['import', /\bimport\s*\(\s*(['"`])(?<specifier>[^'"`\n$]+)\1/g],
  ['equire', /\b(?:require|createRequire\(import\.meta\.url\))\s*\(\s*(['"`])(?<specifier>[^'"`\n$]+)\1/g],
  ['URL', /\bnew\s+URL\(\s*(['"`])(?<specifier>\.[^'"`\n$]*)\1\s*,\s*import\.meta\.url\s*\)/g],
];

/** Reads which modules a text of JavaScript or TypeScript names. */
export function readModuleText(text: string): ModuleText {
  const imports: ModuleImport[] = [];
  const handed = new Map<string, { specifier: string; name: string }>();
  const stars: string[] = [];
  for (const { groups } of text.matchAll(statement)) {
    const { kind, clause, specifier } = groups as { kind: string; clause?: string; specifier: string };
    const names = clause === undefined ? [{ name: '*', as: '*' }] : namesIn(clause.replace(comment, ''));
    if (names.length === 0) continue;
    const all = names.some(({ name }) => name === '*');
    imports.push({ specifier, names: all ? 'all' : names.map(({ name }) => name) });
    if (kind === 'import') continue;
    for (const { name, as } of names) {
      if (name === '*' && as === '*') stars.push(specifier);
      else handed.set(as, { specifier, name });
    }
  }
  for (const [sign, pattern] of calls) {
    if (!text.includes(sign)) continue;
    for (const { groups } of text.matchAll(pattern)) {
      imports.push({ specifier: groups!['specifier']!, names: 'all' });
    }
  }
  const onlyHands = handed.size > 0 || stars.length > 0;
  return { imports, isList: onlyHands && isList(text), handed, stars };
}

/** The names between `import` or `export` and `from`; `*` is every name, and nothing stands for types alone. */
function namesIn(clause: string): { readonly name: string; readonly as: string }[] {
  if (/^\s+type\s+(?!from\b|,)\S/.test(clause)) return [];
  const [, before = '', inner] = /^([^{]*)(?:\{([^}]*)\})?/.exec(clause)!;
  const listed = (inner ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !/^type\s+(?!as\b)/.test(one))
    .map((one) => {
      const [name = '', as = name] = one.split(/\s+as\s+/);
      return { name, as };
    });
  const outside = before
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [, as = '*'] = /^\*(?:\s+as\s+([\w$]+))?$/.exec(one) ?? [];
      return one.startsWith('*') ? { name: '*', as } : { name: 'default', as: one };
    });
  return [...outside, ...listed];
}

function isList(text: string): boolean {
  // What is no export counts as code: at worst a list is taken for a module that needs all that it names.
  const rest = text
    .replace(statement, (whole, kind: string) => (kind === 'export' ? '' : whole))
    .replace(comment, '');
  return /^[\s;]*$/.test(rest);
}
