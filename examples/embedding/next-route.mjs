// A model as a route handler of Next.js: app/api/model/[...path]/route.js. Requests come with their whole path, so
// the app is told where it begins.
//
//   npm install @rampart/serve
import { createApp, loadModel } from '@rampart/serve';

const model = await loadModel(process.env.MODEL ?? 'runs/bundles/phishing');
const app = createApp(model, { basePath: '/api/model' });

/** TensorFlow.js needs Node, not the edge. */
export const runtime = 'nodejs';
export const GET = (request) => app.fetch(request);
export const POST = (request) => app.fetch(request);
