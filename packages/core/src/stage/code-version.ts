/**
 * The version of this package. It stands here and not only in package.json, which a bundled program does not have
 * beside it.
 */
export function codeVersion(): string {
  return '0.1.0';
}
