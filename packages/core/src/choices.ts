// The values that options accept, for command lines and forms. Importing this module does not load the rest of the core.
export { type BootstrapKind, bootstrapNames } from './bootstrap/kinds.js';
export { type DeploymentFormat, deploymentFormats } from './deploy/deployment.js';
export {
  type Architecture,
  architectureNamed,
  architectureNames,
  defaultArchitecture,
} from './lambda/architectures.js';
export { defaultRuntime, type Runtime, runtimeNames } from './lambda/runtimes.js';
export { byteSize, parseByteSize } from './manifest/byte-size.js';
export { type Layout, layoutNames, layouts } from './manifest/layouts.js';
