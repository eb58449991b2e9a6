// A model at a path of a plain server of Node.
//
//   npm install @rampart/serve
//   node node-http.mjs runs/bundles/phishing 3000
import { createServer } from 'node:http';
import { createApp, loadModel, toNodeListener } from '@rampart/serve';

const [bundle = 'runs/bundles/phishing', port = '3000'] = process.argv.slice(2);
const model = await loadModel(bundle);
const verdicts = toNodeListener(createApp(model, { basePath: '/model' }));

const server = createServer((request, response) => {
  if (request.url.startsWith('/model/')) verdicts(request, response);
  else response.end('This is the host application.');
});
server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
