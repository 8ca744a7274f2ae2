import packageDocument from '../../package.json' with { type: 'json' };

/** The version of lambdazip, such as `1.0.0`. */
export const { version } = packageDocument;
