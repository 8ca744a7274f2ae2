// `npm run demo`: installs the dependencies, builds lambdazip, then builds and verifies the archive of examples/quickstart.

import { join } from 'node:path';
import process from 'node:process';
import { buildPackages, checkMachine, install, mustRun, root, tool } from './workspace.mjs';

checkMachine();
await install();
await buildPackages();
const example = join('examples', 'quickstart');
console.log(`\nlambdazip build -C ${example}   (the first time, go downloads and compiles all modules)\n`);
const lambdazip = (...args) => tool('packages/cli/dist/bin.js', ...args, '-C', example);
await mustRun('build the example', lambdazip('build'), { live: true });
const zip = join('dist', 'lambda.zip');
console.log(`\nlambdazip verify ${zip} -C ${example}\n`);
await mustRun('verify the archive', lambdazip('verify', zip), { live: true });
console.log(`
The archive is ${join(root, example, 'dist', 'lambda.zip')}.
Every machine that builds this source gets the same SHA-256, which Lambda reports as CodeSha256 of the deployed function.

Next steps:
  list its files     unzip -l ${join(example, 'dist', 'lambda.zip')}
  verify its source  node packages/cli/dist/bin.js verify ${zip} --manifest lambdazip.json -C ${example}
  show the commands  node packages/cli/dist/bin.js plan -C ${example}
  deploy it          cd ${example} && sam deploy --guided   (its README shows the migration in five lines)
  migrate your own   node ${join(root, 'packages/cli/dist/bin.js')} migrate -C path/to/project
`);
process.exit(0);
