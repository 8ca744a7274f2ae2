// What a user can choose from, without what reads or writes it: for command lines and forms.
export { type DeploymentFormat, deploymentFormats } from './deploy/deployment.js';
