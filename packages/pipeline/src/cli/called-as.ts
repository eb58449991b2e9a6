/**
 * How the command line was called, so that what it proposes can be pasted: by name, or by the script of a checkout
 * that a package manager ran.
 */
export function calledAs(env: NodeJS.ProcessEnv = process.env): string {
  const script = env.npm_lifecycle_event;
  const manager = /^pnpm\/(\d+\.\d+\.\d+)/.exec(env.npm_config_user_agent ?? '');
  if (manager !== null && (script === 'start' || script === 'rampart'))
    return `npx -y pnpm@${manager[1]!} -s rampart`;
  return script === 'npx' ? 'npx rampart' : 'rampart';
}
