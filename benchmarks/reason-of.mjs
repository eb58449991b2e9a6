/** The one line that tells why a program failed: the last one that names an error, else the last one. */
export function reasonOf(error) {
  const lines = String(error.stderr || error.message)
    .trim()
    .split('\n');
  return (lines.findLast((line) => /^\S*(?:error|exception)\b/i.test(line)) ?? lines.at(-1)).trim();
}
