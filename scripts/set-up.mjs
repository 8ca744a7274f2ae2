// Installs the dependencies and builds the packages, as every other script does before its own work.
import { buildPackages, checkMachine, install } from './workspace.mjs';

checkMachine();
await install();
await buildPackages();
