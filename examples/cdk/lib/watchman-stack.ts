import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

export interface WatchmanProps extends StackProps {
  /** The https address of the website. */
  readonly site: string;
}

/** Checks a website every five minutes, and its certificate once a day. */
export class WatchmanStack extends Stack {
  constructor(scope: Construct, id: string, { site, ...props }: WatchmanProps) {
    super(scope, id, props);
    // One asset for all functions: the CDK uploads dist/lambda.zip unchanged.
    const code = Code.fromAsset('dist/lambda.zip');
    const go = { code, runtime: Runtime.PROVIDED_AL2023, architecture: Architecture.ARM_64, memorySize: 128 };

    const website = new Lambda(this, 'Website', {
      ...go,
      handler: 'bin/website',
      timeout: Duration.seconds(15),
    });
    const certificate = new Lambda(this, 'Certificate', {
      ...go,
      handler: 'bin/certificate',
      timeout: Duration.seconds(15),
      environment: { DAYS_LEFT: '21' },
    });

    const event = RuleTargetInput.fromObject({ site });
    new Rule(this, 'EveryFiveMinutes', {
      schedule: Schedule.rate(Duration.minutes(5)),
      targets: [new LambdaFunction(website, { event })],
    });
    new Rule(this, 'EveryDay', {
      schedule: Schedule.rate(Duration.days(1)),
      targets: [new LambdaFunction(certificate, { event })],
    });
  }
}
