// A model at a path of a Fastify 5 application: after Fastify's parser of bodies, and in a route of your own.
//
//   npm install @rampart/serve fastify
//   node fastify.mjs runs/bundles/phishing 3000
import { createApp, loadModel, toNodeListener } from '@rampart/serve';
import Fastify from 'fastify';

const [bundle = 'runs/bundles/phishing', port = '3000'] = process.argv.slice(2);
const model = await loadModel(bundle);
const verdicts = toNodeListener(createApp(model, { basePath: '/model' }));

const server = Fastify();
server.all('/model/*', (request, reply) => {
  // Fastify keeps the parsed body to itself, and answers itself where a route does not take over.
  reply.hijack();
  verdicts(Object.assign(request.raw, { body: request.body }), reply.raw);
});
server.get('/', () => 'This is the host application.');
// An error of `predict` has a status (422 for a record with faults), and Fastify answers with it.
server.post('/own', (request) => model.predict(request.body));

process.stdout.write(`${await server.listen({ port: Number(port), host: '127.0.0.1' })}\n`);
