/**
 * Serves a saved model inside a plain node:http server that has routes of its own.
 *
 *   node --conditions=@rampart/source --import tsx examples/phishing/embed.ts [bundle] [port]
 *   curl -s localhost:8080/model/schema
 */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createApp, loadModel, toNodeListener } from '@rampart/serve';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [bundle = `${root}runs/example/bundles/phishing`, port = '8080'] = process.argv.slice(2);

const model = await loadModel(bundle);
const verdicts = toNodeListener(createApp(model, { basePath: '/model' }));

const server = createServer((request, response) => {
  if (request.url?.startsWith('/model/')) {
    verdicts(request, response);
    return;
  }
  response.end(
    `This is the host application. ${model.name} version ${model.version} answers under /model/.\n`,
  );
});

server.listen(Number(port), '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : port}/\n`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => model.dispose());
    server.closeIdleConnections();
  });
}
