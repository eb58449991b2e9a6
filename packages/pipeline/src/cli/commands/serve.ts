import { command, shared } from '../command.ts';

/** `rampart serve`: the HTTP service, until it is told to end. */
export const serve = command({
  name: 'serve',
  describe: 'Answer over HTTP with a saved model',
  examples: ['rampart serve --model out/bundles/phishing --port 8080'],
  options: {
    model: shared.model,
    host: { type: 'string', default: '127.0.0.1', describe: 'Address to listen on' },
    port: {
      type: 'number',
      range: { min: 0, max: 65_535, whole: true },
      default: 8080,
      describe: 'Port to listen on; 0 takes a free one',
    },
  },
  async run({ model, host, port, json }, io) {
    const { createApp, listen, loadModel } = await import('@rampart/serve');
    using predictor = await loadModel(model, { logger: io.logger });
    const server = await listen(createApp(predictor, { logger: io.logger }), { host, port });
    const started = { url: server.url, model: { name: predictor.name, version: predictor.version } };
    if (json) io.out(`${JSON.stringify(started)}\n`);
    io.logger.info(`${predictor.name} version ${predictor.version} answers at ${server.url}`);
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    io.logger.info('finishing what was accepted');
    await server.close();
    return undefined;
  },
});
