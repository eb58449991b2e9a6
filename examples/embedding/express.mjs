// A model at a path of an Express 4 or 5 application, before its parser of bodies and after it.
//
//   npm install @rampart/serve express
//   node express.mjs runs/bundles/phishing 3000
import { createApp, loadModel, toNodeListener } from '@rampart/serve';
import express from 'express';

const [bundle = 'runs/bundles/phishing', port = '3000'] = process.argv.slice(2);
const model = await loadModel(bundle);
const verdicts = toNodeListener(createApp(model));

const server = express();
server.use('/model', verdicts);
server.use(express.json());
// From here on bodies are read: the app takes what the parser left in `request.body`.
server.use('/parsed/model', verdicts);
server.get('/', (_request, response) => {
  response.send('This is the host application.');
});
// In a route of your own: an error of `predict` has a status (422 for a record with faults), and Express answers with it.
server.post('/own', async (request, response, next) => {
  try {
    response.json(await model.predict(request.body));
  } catch (error) {
    next(error);
  }
});

const listening = server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${listening.address().port}\n`);
});
