import { RampartError } from '../errors.ts';
import { installCommand } from '../install-command.ts';

/**
 * For the `catch` of an import of a library that is an optional peer: tells how to install it, as a version such as
 * `mongodb@7`, where it is not there. Any other error is thrown as it is.
 */
export function missingLibrary(version: string): (cause: unknown) => never {
  return (cause) => {
    const { code } = cause as { readonly code?: unknown };
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw cause;
    const [name] = /^.[^@]*/.exec(version)!;
    throw new RampartError(
      'usage',
      {
        where: `the package \`${name}\``,
        expected: 'to be installed, since an address of this kind was used',
        received: 'nothing of that name',
        fix: `Run \`${installCommand(version)}\`.`,
      },
      { cause },
    );
  };
}
