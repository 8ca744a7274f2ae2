// `npm run demo`: brings what is needed, builds lambdazip, and builds and verifies the package of examples/quickstart.

import { join } from 'node:path';
import process from 'node:process';
import { buildPackages, checkMachine, install, mustRun, root, tool } from './workspace.mjs';

checkMachine();
await install();
await buildPackages();
const example = join('examples', 'quickstart');
console.log(
  `\nlambdazip build -C ${example}   (the first time, go downloads modules and compiles all of them)\n`,
);
const lambdazip = (...args) => tool('packages/cli/dist/bin.js', ...args, '-C', example);
await mustRun('build the example', lambdazip('build'), { live: true });
const zip = join('dist', 'lambda.zip');
console.log(`\nlambdazip verify ${zip} -C ${example}\n`);
await mustRun('verify the package', lambdazip('verify', zip), { live: true });
console.log(`
The package stands at ${join(root, example, 'dist', 'lambda.zip')}.
Every machine that builds this source gets the same SHA-256; Lambda shows CodeSha256 of what is deployed.

What to do next:
  look into it       unzip -l ${join(example, 'dist', 'lambda.zip')}
  prove its source   node packages/cli/dist/bin.js verify ${zip} --manifest lambdazip.json -C ${example}
  see the commands   node packages/cli/dist/bin.js plan -C ${example}
  deploy it          cd ${example} && sam deploy --guided   (its README has the migration in five lines)
  your own project   node ${join(root, 'packages/cli/dist/bin.js')} migrate -C path/to/project
`);
process.exit(0);
