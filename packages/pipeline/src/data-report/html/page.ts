import { createHash } from 'node:crypto';
import { filterScript } from './filter-script.ts';
import { type Content, html, type Html, trusted } from './html.ts';
import { renderSection, type Section } from './section.ts';
import { styles } from './styles.ts';

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  /** One line below the title: of what, and when. */
  readonly lede: Content;
  /** What stands above the navigation: the verdict, and what sums everything up. */
  readonly opening: Content;
  readonly sections: readonly Section[];
  readonly footer: Content;
}

/**
 * One HTML page that needs nothing but itself: no request, readable without its script, in light and dark, on a
 * phone and on paper. The same parts give the same bytes.
 */
export function renderPage({ title, lede, opening, sections, footer }: PageParts): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${securityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(styles)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>${title}</h1>
<p class="lede">${lede}</p>
${opening}
</header>
<nav aria-label="Sections"><ul>${sections.map(navigation)}</ul></nav>
<main id="main" tabindex="-1">
${sections.map(renderSection)}</main>
<footer>${footer}</footer>
<script>${trusted(filterScript)}</script>
</body>
</html>
`;
  return page.text;
}

// Even a cell that found its way into an element could neither run nor send anything.
const securityPolicy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${createHash('sha256').update(filterScript).digest('base64')}'; base-uri 'none'; form-action 'none'`;

function navigation({ id, heading, size }: Section): Html {
  return html`<li><a href="#${id}">${heading}${size === undefined ? null : html`<small>${size}</small>`}</a></li>`;
}
