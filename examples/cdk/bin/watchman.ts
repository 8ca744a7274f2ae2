import { App } from 'aws-cdk-lib';
import { WatchmanStack } from '../lib/watchman-stack.js';

const app = new App();
new WatchmanStack(app, 'Watchman', { site: app.node.getContext('site') });
