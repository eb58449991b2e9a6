/**
 * At most so many points of a curve in the unit square, the first and the last among them, spread evenly along
 * its length (counted as |Δx| + |Δy|), so that a steep part keeps its shape.
 */
export function thinPoints<Point>(
  points: readonly Point[],
  at: (point: Point) => readonly [x: number, y: number],
  most = 200,
): Point[] {
  if (points.length <= most) return [...points];
  const travelled = [0];
  for (let i = 1; i < points.length; i++) {
    const [x, y] = at(points[i]!);
    const [lastX, lastY] = at(points[i - 1]!);
    travelled.push(travelled[i - 1]! + Math.abs(x - lastX) + Math.abs(y - lastY));
  }
  const step = travelled.at(-1)! / (most - 1);
  const last = points.length - 1;
  const kept = [points[0]!];
  for (let i = 1; i < last && kept.length < most - 1; i++) {
    if (travelled[i]! >= kept.length * step) kept.push(points[i]!);
  }
  kept.push(points[last]!);
  return kept;
}
