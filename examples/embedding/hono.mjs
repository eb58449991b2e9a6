// A model at a path of a Hono application; the app of @rampart/serve is one itself.
//
//   npm install @rampart/serve hono @hono/node-server
//   node hono.mjs runs/bundles/phishing 3000
import { serve } from '@hono/node-server';
import { createApp, loadModel } from '@rampart/serve';
import { Hono } from 'hono';

const [bundle = 'runs/bundles/phishing', port = '3000'] = process.argv.slice(2);
const model = await loadModel(bundle);

const site = new Hono();
site.route('/model', createApp(model));
site.get('/', (context) => context.text('This is the host application.'));

serve({ fetch: site.fetch, port: Number(port), hostname: '127.0.0.1' }, (address) => {
  process.stdout.write(`http://127.0.0.1:${address.port}\n`);
});
