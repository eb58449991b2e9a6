// One answer in a CommonJS program; Node 20.19 and later `require` ES modules.
//
//   npm install @rampart/serve
//   node commonjs.cjs runs/bundles/phishing '{"URL_Length": 1, …}'
const { loadModel } = require('@rampart/serve');

const [bundle = 'runs/bundles/phishing', record = '{}'] = process.argv.slice(2);
async function main() {
  const model = await loadModel(bundle);
  process.stdout.write(`${JSON.stringify(await model.predict(JSON.parse(record)))}\n`);
}
void main();
