import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { dark, light, type Palette } from './palette.ts';

const test = suite('palette');

type Rgb = readonly [number, number, number];

/** Linear RGB of a colour, as WCAG 2 and the simulations below take it. */
function linear(colour: string): Rgb {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Contrast of WCAG 2.2, from 1 to 21. */
function contrast(first: string, second: string): number {
  const [low, high] = [luminance(linear(first)), luminance(linear(second))].toSorted((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

/** CIE L*a*b* (D65). */
function lab([r, g, b]: Rgb): Rgb {
  const [x, y, z] = [
    (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
    0.2126 * r + 0.7152 * g + 0.0722 * b,
    (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
  ].map((part) => (part > 0.008_856 ? Math.cbrt(part) : 7.787 * part + 16 / 116));
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

/** What people see who lack the long, middle or short cones (Machado, Oliveira and Fernandes 2009). */
const sights: Readonly<Record<string, readonly Rgb[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function distance(first: string, second: string, sight: readonly Rgb[]): number {
  const [from, to] = [first, second].map((colour) => {
    const seen = linear(colour);
    return lab(
      sight.map((row) =>
        Math.max(
          0,
          row.reduce((sum, part, at) => sum + part * seen[at]!, 0),
        ),
      ) as unknown as Rgb,
    );
  });
  return Math.hypot(...from!.map((part, at) => part - to![at]!));
}

for (const [scheme, palette] of Object.entries({ light, dark }) as [string, Palette][]) {
  const { page, surface, line: _, series, ...texts } = palette;

  test(`${scheme}: every colour that carries meaning reads on its ground`, () => {
    for (const colour of [...series, ...Object.values(texts)])
      for (const ground of [page, surface])
        assert.ok(contrast(colour, ground) >= 4.5, `${colour} on ${ground}: ${contrast(colour, ground)}`);
  });

  for (const [name, sight] of Object.entries(sights)) {
    test(`${scheme}: the two colours that come most often differ clearly in ${name}`, () => {
      assert.ok(
        distance(series[0]!, series[1]!, sight) >= 30,
        String(distance(series[0]!, series[1]!, sight)),
      );
    });
    test(`${scheme}: no two series look alike in ${name}`, () => {
      for (const [at, first] of series.entries())
        for (const second of series.slice(at + 1))
          assert.ok(
            distance(first, second, sight) >= 9,
            `${first} ${second}: ${distance(first, second, sight)}`,
          );
    });
  }
}

test.run();
