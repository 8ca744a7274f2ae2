// The values a user can choose from, without the code that reads or writes them: for command lines and forms.
export { type BootstrapKind, bootstrapNames } from './bootstrap/kinds.js';
export { type DeploymentFormat, deploymentFormats } from './deploy/deployment.js';
export { type Architecture, architectureNames, defaultArchitecture } from './lambda/architectures.js';
export { defaultRuntime, type Runtime, runtimeNames } from './lambda/runtimes.js';
export { type Layout, layoutNames, layouts } from './manifest/layouts.js';
