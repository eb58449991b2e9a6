import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejects } from '../testing/index.ts';
import { missingLibrary } from './missing-library.ts';

const test = suite('missingLibrary');

test('a library that is not there is told with the command that installs it', async () => {
  const absent = import('no-such-library' as string);
  await rejects(
    absent.catch(missingLibrary('@no/such-library@7')),
    /^the package `@no\/such-library`: expected to be installed.*\n {2}Run `\w+ (?:install|add) @no\/such-library@7`/,
  );
});

test('any other error stays what it is', async () => {
  const broken = new SyntaxError('broken');
  assert.is(
    await Promise.reject(broken)
      .catch(missingLibrary('x@1'))
      .catch((error: unknown) => error),
    broken,
  );
});

test.run();
