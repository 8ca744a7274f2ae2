import packageDocument from '../../package.json' with { type: 'json' };

/** The release of lambdazip that runs, such as `1.0.0`. */
export const { version } = packageDocument;
