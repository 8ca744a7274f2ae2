// The measured project: handlers in cmd/ that all share a package, three quarters of them with clients of aws-sdk-go-v2.
// The same number of handlers always produces the same project.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pinned = fileURLToPath(new URL('workload/', import.meta.url));

const services = [
  'dynamodb',
  's3',
  'sqs',
  'sns',
  'secretsmanager',
  'ssm',
  'eventbridge',
  'kinesis',
  'sfn',
  'lambda',
];

/**
 * Writes the project and returns functions that change it.
 *
 * @param isLight use only the smallest clients, which compile in seconds
 */
export function makeWorkload(directory, handlers, isLight = false) {
  const clients = isLight ? ['sqs'] : services;
  const names = Array.from({ length: handlers }, (_, index) => `handler${String(index).padStart(3, '0')}`);
  const write = (path, text) => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  for (const file of ['go.mod', 'go.sum']) cpSync(join(pinned, file), join(directory, file));
  let version = 1;
  write('internal/shared/shared.go', sharedSource(version));
  for (const [index, name] of names.entries())
    write(`cmd/${name}/main.go`, handlerSource(name, clientsOf(index, clients), version));
  write('lambdazip.json', `${JSON.stringify({ archives: archivesOf(names) }, null, 2)}\n`);
  return {
    directory,
    names,
    /** Makes a different change each time. */
    changeHandler: () =>
      write(`cmd/${names[0]}/main.go`, handlerSource(names[0], clientsOf(0, clients), ++version)),
    changeShared: () => write('internal/shared/shared.go', sharedSource(++version)),
  };
}

// Lambda's limit is 250 MB: 20 programs with these clients take 170 MB.
function archivesOf(names) {
  const archives = {};
  for (const [index, name] of names.entries()) {
    const archive = `part${String(Math.floor(index / 20)).padStart(2, '0')}`;
    archives[archive] ??= { handlers: {} };
    archives[archive].handlers[`bin/${name}`] = `./cmd/${name}`;
  }
  return archives;
}

function sharedSource(version) {
  return `package shared

import "fmt"

// Describe is called by every handler.
func Describe(name string) string {
	return fmt.Sprintf("%s, revision %d", name, ${version})
}
`;
}

function handlerSource(name, clients, version) {
  const imports = [
    '"context"',
    ...(clients.length > 0 ? [] : ['"encoding/json"', '"net/http"']),
    '',
    '"example.com/bench/internal/shared"',
    '"github.com/aws/aws-lambda-go/lambda"',
    ...(clients.length > 0 ? ['"github.com/aws/aws-sdk-go-v2/config"'] : []),
    // One of the services has the same name as AWS's library for handlers.
    ...clients.map((client) => `${client}client "github.com/aws/aws-sdk-go-v2/service/${client}"`),
  ];
  const body =
    clients.length > 0
      ? `	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return "", err
	}
${clients.map((client) => `	use(${client}client.NewFromConfig(settings))`).join('\n')}`
      : `	text, err := json.Marshal(map[string]string{"handler": "${name}"})
	if err != nil {
		return "", err
	}
	use(http.DetectContentType(text))`;
  return `package main

import (
${imports.map((line) => (line === '' ? '' : `\t${line}`)).join('\n')}
)

// Revision of this handler.
const revision = ${version}

var used []any

func use(value any) { used = append(used, value) }

func handle(ctx context.Context) (string, error) {
${body}
	return shared.Describe("${name}"), nil
}

func main() {
	use(revision)
	lambda.Start(handle)
}
`;
}

// A quarter of the handlers use no service; each of the others uses two to four, different from its neighbours.
function clientsOf(index, clients) {
  if (index % 4 === 3) return [];
  const chosen = [index, index * 3 + 1, index * 7 + 5, index * 9 + 8].map(
    (each) => clients[each % clients.length],
  );
  return [...new Set(chosen)].sort();
}
