/** Markup that may stand in a page as it is. Only `html` and `trusted` make it. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold: texts and numbers are escaped, lists are joined, null is nothing. */
export type Content = Html | string | number | null | readonly Content[];

/** A template for markup: every interpolated text is escaped, so a table's cell cannot become an element or an attribute. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(strings.reduce((text, next, at) => text + written(contents[at - 1]!) + next));
}

/** Text that is markup already: what another library has serialised, or a constant of ours. */
export function trusted(text: string): Html {
  return new Html(text);
}

/** Contents with a separator between each two of them. */
export function joined(contents: readonly Content[], separator: Content): Content {
  return contents.flatMap((content, at) => (at === 0 ? [content] : [separator, content]));
}

/** A sentence as this library writes them, what stands between two backticks as code. */
export function prose(sentence: string): Html {
  const parts = sentence.split('`');
  // Without its partner a backtick is only a sign.
  if (parts.length % 2 === 0) return html`${sentence}`;
  return html`${parts.map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function written(content: Content): string {
  if (content instanceof Html) return content.text;
  if (content === null) return '';
  if (typeof content === 'object') return content.map(written).join('');
  return String(content).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
