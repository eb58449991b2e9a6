/**
 * The command that adds packages to a program, in the words of the package manager that started this process; of
 * npm where none did. Package managers tell it their children: `pnpm/12.21.0 npm/? node/v22 …`.
 */
export function installCommand(
  packages: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const [name] = /^(?:pnpm|yarn|bun)(?=\/)/.exec(environment['npm_config_user_agent'] ?? '') ?? [];
  return name === undefined ? `npm install ${packages}` : `${name} add ${packages}`;
}
