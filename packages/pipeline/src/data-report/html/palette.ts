/** Names of the page's colours; each is a CSS variable of that name. */
export interface Palette {
  readonly page: string;
  readonly surface: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly link: string;
  readonly fail: string;
  readonly warn: string;
  readonly good: string;
  readonly series: readonly string[];
}

/** On white, and on paper. Hues after Okabe and Ito (2008), darkened until each reads on its ground as text would. */
export const light: Palette = {
  page: '#f6f7f8',
  surface: '#ffffff',
  ink: '#1a1f26',
  muted: '#555e69',
  line: '#d5dae0',
  link: '#0a58a8',
  fail: '#b3231b',
  warn: '#855400',
  good: '#176b3e',
  series: ['#0b66b0', '#b84a00', '#00735a', '#9a3d86', '#4d4400', '#5b6470'],
};

/** On near-black. */
export const dark: Palette = {
  page: '#0e1115',
  surface: '#161a20',
  ink: '#e4e8ed',
  muted: '#9ea8b3',
  line: '#313943',
  link: '#7ab8f5',
  fail: '#ff9389',
  warn: '#f0b44a',
  good: '#62cc90',
  series: ['#5fb0f0', '#f2914b', '#3fc79c', '#dd93cf', '#dccb58', '#a8b1bc'],
};

/** A palette as declarations of CSS variables. */
export function declarations({ series, ...colours }: Palette): string {
  const named = Object.entries(colours).map(([name, value]) => `--${name}:${value}`);
  return [...named, ...series.map((value, at) => `--series-${at + 1}:${value}`)].join(';');
}
