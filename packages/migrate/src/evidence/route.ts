/** One way in which a line of a build file is reached. */
export interface Route {
  /** The names on the way, outermost first: make targets, tasks, jobs, scripts and their arguments, conditions of branches. */
  readonly names: readonly string[];
  /** Whether the commands it runs deploy something. */
  readonly deploys: boolean;
  /** Whether it is the default: the first target of a makefile, a script without arguments. */
  readonly isDefault: boolean;
  /** Whether a pipeline (a workflow, a buildspec) runs it. */
  readonly inPipeline: boolean;
  /** Whether the deployment tool itself runs it: `sam build`, a plugin of the Serverless Framework. */
  readonly byTool: boolean;
}

/** How likely it is that a line reached in these ways is used for deployment. Lower is likelier. */
export type RouteRank = 0 | 1 | 2 | 3 | 4 | 5;

/** The rank of development builds, which never decide if something else builds the same program. */
export const developmentRank: RouteRank = 5;

/** Whether a rank is that of a line without any evidence for its use. */
export function isUnspecific(rank: RouteRank): boolean {
  return rank === 3 || rank === 4;
}

const development: ReadonlySet<string> = new Set(
  (
    'debug debugging dbg dev devel develop development local localhost test tests testing unittest check checks lint vet fmt ' +
    'bench benchmark cover coverage profile profiling pprof trace tracing delve dlv watch run start serve race sanitize ' +
    'asan msan e2e integration host native demo example examples play playground clean help'
  ).split(' '),
);
const deployment: ReadonlySet<string> = new Set(
  'deploy deployment deploys release releases publish prod production package pkg dist ship upload rollout live'.split(
    ' ',
  ),
);
const build: ReadonlySet<string> = new Set(
  'build builds all compile bin binaries binary lambda lambdas default'.split(' '),
);

/** The number of options between a tool and its command is limited, so that the time stays linear in the length of the line. */
const deployCommand = new RegExp(
  [
    String.raw`\b(?:sam|sls|serverless|osls|cdk|pulumi|apex|copilot)[ \t](?:[^\n;&|]{0,120}[ \t])?(?:deploy|up)\b`,
    String.raw`\b(?:terraform|tofu|terragrunt)[ \t](?:[^\n;&|]{0,120}[ \t])?apply\b`,
    String.raw`\baws[ \t](?:[^\n;&|]{0,120}[ \t])?(?:update-function-code|publish-version|create-function)\b`,
    String.raw`\baws[ \t](?:[^\n;&|]{0,120}[ \t])?cloudformation[ \t]+(?:deploy|package|create-stack|update-stack)\b`,
  ].join('|'),
);

/** Whether a text of commands deploys something. */
export function deploys(text: string): boolean {
  return deployCommand.test(text);
}

export function route(names: readonly string[], more: Partial<Omit<Route, 'names'>> = {}): Route {
  return { names, deploys: false, isDefault: false, inPipeline: false, byTool: false, ...more };
}

/** More routes than any relevant line has. */
const routeLimit = 64;

/** The same routes with one more name. */
export function through(
  routes: readonly Route[],
  name: string,
  more: Partial<Omit<Route, 'names'>> = {},
): readonly Route[] {
  if (routes.length === 0) return [route([name], more)];
  return routes.map((each) => ({
    ...each,
    names: [...each.names, name],
    deploys: each.deploys || more.deploys === true,
    byTool: each.byTool || more.byTool === true,
  }));
}

export function mergedRoutes(some: readonly Route[], others: readonly Route[]): readonly Route[] {
  const all = new Map([...some, ...others].map((each) => [JSON.stringify(each), each]));
  return [...all.values()].slice(0, routeLimit);
}

/** The best rank of several routes. */
export function rankOfRoutes(routes: readonly Route[]): RouteRank {
  let best: RouteRank = developmentRank;
  for (const each of routes) {
    const rank = rankOfRoute(each);
    if (rank < best) best = rank;
  }
  return routes.length === 0 ? 4 : best;
}

/** Whether a line is only reached for development, and never for a deployment. */
export function isOnlyForDevelopment(routes: readonly Route[]): boolean {
  return rankOfRoutes(routes) === developmentRank && !routes.some(isForDeployment);
}

/** Whether a route belongs to a deployment: by its commands, or by a name. */
export function isForDeployment({ names, deploys: isDeployed, byTool }: Route): boolean {
  return isDeployed || byTool || names.flatMap(wordsOf).some((word) => deployment.has(word));
}

function rankOfRoute(each: Route): RouteRank {
  const { names, isDefault, inPipeline, byTool } = each;
  const words = names.flatMap(wordsOf);
  // `build-Debug` may be named after a function: what SAM runs is deployed.
  if (byTool) return 0;
  if (words.some((word) => development.has(word))) return developmentRank;
  const isDeployed = isForDeployment(each);
  if (inPipeline) return isDeployed ? 0 : 1;
  if (isDeployed) return 1;
  if (isDefault) return 2;
  return words.some((word) => build.has(word)) ? 3 : 4;
}

/** `build-debug`, `build_debug`, `buildDebug`, `scripts/build-debug.sh`: the words of the last part. */
function wordsOf(name: string): readonly string[] {
  const last = /\.(?:ya?ml|\w*sh|mk|json)$/.test(name) ? name.slice(name.lastIndexOf('/') + 1) : name;
  return last
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
