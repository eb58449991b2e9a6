import { Writable } from 'node:stream';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RampartError } from './errors.ts';
import { createLogger, type LoggerOptions } from './logger.ts';

const test = suite('createLogger');

/** A logger and the lines it has written. */
function logTo(options: LoggerOptions, isTTY = false) {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  Object.assign(stream, { isTTY });
  return { logger: createLogger({ stream, ...options }), written: () => chunks.join('') };
}

test('on a terminal one line for people, elsewhere one JSON object a line', () => {
  const terminal = logTo({}, true);
  terminal.logger.info('read\nthe table', {
    rows: 5,
    file: 'a b.csv',
    note: 'x',
    empty: '',
    none: undefined,
  });
  assert.match(
    terminal.written(),
    /^\d\d:\d\d:\d\d info {2}read the table rows=5 file="a b\.csv" note=x empty=""\n$/,
  );

  const pipe = logTo({});
  pipe.logger.child({ stage: 'DataIngestion' }).warn('odd', { rows: [1, 2], time: 'x' });
  const { time, ...rest } = JSON.parse(pipe.written()) as Record<string, unknown>;
  assert.match(String(time), /^\d{4}-\d\d-\d\dT.*Z$/);
  assert.equal(rest, { level: 'warn', message: 'odd', stage: 'DataIngestion', rows: [1, 2] });
});

test('levels below the chosen one are left out', () => {
  const { logger, written } = logTo({ level: 'warn', format: 'json' });
  logger.info('no');
  logger.debug('no');
  logger.error('yes');
  assert.is(written().trim().split('\n').length, 1);
});

test('errors come with their message, and with stack and causes at level debug', () => {
  const err = new RampartError(
    'data',
    { where: 'a.csv', expected: 'rows' },
    { cause: new TypeError('inner') },
  );
  const info = logTo({ format: 'human' });
  info.logger.error('failed', { err });
  assert.match(info.written(), /^\S+ error failed err="a\.csv: expected rows\."\n$/);

  const debug = logTo({ format: 'human', level: 'debug' });
  debug.logger.error('failed', { err });
  assert.match(debug.written(), /^\S+ error failed .*\n.*\n {4}at [^]*TypeError: inner\n {4}at /);

  const json = logTo({ format: 'json' });
  json.logger.error('failed', { err });
  const { err: shown } = JSON.parse(json.written()) as { err: Record<string, unknown> };
  assert.is(shown['code'], 'data');
  assert.match(JSON.stringify(shown['cause']), /"message":"inner"/);
});

test('data can neither forge a line nor move the cursor', () => {
  const { logger, written } = logTo({ format: 'human' });
  logger.info('a\r\n12:00:00 info forged\u001b[2J', { 'k\n': 'v\u001b[2J\u0085' });
  assert.is(written().trimEnd().split('\n').length, 1);
  assert.not.match(written().trimEnd(), /\p{Cc}/u);
});

test('an error in place of a message, and texts after it', () => {
  const { logger, written } = logTo({ format: 'human', secrets: ['hunter22'] });
  logger.error(new Error('bad hunter22'));
  logger.error('failed', new Error('bad hunter22', { cause: new Error('hunter22') }));
  assert.not.match(written(), 'hunter22');
  assert.match(written(), 'error bad ***');
});

test('a planted secret never reaches the stream, in any format, level or place', () => {
  const secret = fc
    .string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 16 })
    .map((text) => `Zq${text}#7`);
  const settings = fc.record({
    format: fc.constantFrom('human' as const, 'json' as const),
    level: fc.constantFrom('debug' as const, 'info' as const),
  });
  fc.assert(
    fc.property(secret, settings, fc.jsonValue(), (planted, options, noise) => {
      const { logger, written } = logTo({ ...options, secrets: [planted] });
      const error = new Error(`at ${planted}`, { cause: { list: [planted] } });
      logger.child({ [planted]: planted }).info(`say ${planted}`, { noise, planted, error, deep: { error } });
      logger.error(planted, error);
      assert.ok(written().length > 0);
      assert.not.ok(written().includes(planted), written());
      assert.not.ok(written().includes(JSON.stringify(planted).slice(1, -1)), written());
    }),
  );
});

test.run();
