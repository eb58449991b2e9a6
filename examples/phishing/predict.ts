/**
 * Asks a saved model about one site, in the process itself.
 *
 *   node --conditions=@rampart/source --import tsx examples/phishing/predict.ts [bundle]
 */
import { fileURLToPath } from 'node:url';
import { RampartError } from '@rampart/core';
import { loadModel } from '@rampart/serve';

const root = fileURLToPath(new URL('../../', import.meta.url));
// A registry's directory stands for its version in production.
using model = await loadModel(process.argv[2] ?? `${root}runs/example/bundles/phishing`);

// Every feature at 1, the code for "looks legitimate" in this table; a missing value is null.
const harmless = Object.fromEntries(model.features.map((name) => [name, name === 'Redirect' ? 0 : 1]));
const suspicious = {
  ...harmless,
  SSLfinal_State: -1,
  URL_of_Anchor: -1,
  Prefix_Suffix: -1,
  having_Sub_Domain: -1,
  Request_URL: -1,
  web_traffic: null,
};

for (const [name, record] of Object.entries({ harmless, suspicious })) {
  const { label, score } = await model.predict(record);
  process.stdout.write(`${name}: ${label}, probability of phishing ${score.toFixed(3)}\n`);
}

// A record that does not keep to the schema is refused, with all that is wrong with it.
try {
  await model.predict({ ...harmless, SSLfinal_State: 5, URL_Length: 'long' });
} catch (error) {
  if (!(error instanceof RampartError)) throw error;
  process.stdout.write(`refused:\n${error.message}\n`);
}
