import { expect, test } from 'vitest';
import { madeProject } from '../../test/made-project.js';
import { cdkAppCommand, cdkAppDirectories, cdkLanguage } from './cdk-app.js';

test.each([
  ['{"app": "go mod download && go run app.go"}', 'go mod download && go run app.go'],
  ['\uFEFF{"app": "x"}', 'x'],
  ['{"app": ["go"]}', undefined],
  ['{"context": {}}', undefined],
  ['null', undefined],
  ['{', undefined],
])('the command in %j', (text, expected) => {
  expect(cdkAppCommand(text)).toBe(expected);
});

test.each([
  ['go run app.go', 'go'],
  ['cd infra && go -C app run .', 'go'],
  ['/usr/local/go/bin/go build -o app && ./app', 'go'],
  ['npx ts-node bin/app.ts', 'typescript'],
  ['node dist/app.mjs', 'typescript'],
  ['python3 app.py', 'other'],
  ['mvn -q exec:java', 'other'],
  [undefined, 'other'],
])('the language of %j is %s', (command, expected) => {
  expect(cdkLanguage(command)).toBe(expected);
});

test.each([
  ['go mod download && go run app.go', ['infra']],
  ['go run .', ['infra']],
  ['go run ./cmd/app', ['infra/cmd/app']],
  ['go build -o ./app ./cmd/app && ./app', ['infra/cmd/app']],
  ['cd ../deploy && go run "./stack"', ['deploy/stack']],
  ['go -C ../deploy run .', ['deploy']],
  ['go run m/stack', ['lib/stack']],
  ['go test ./...', []],
  ['npx ts-node app.ts', []],
])('the programs of %s are in %j', async (app, expected) => {
  const project = madeProject({
    'infra/cdk.json': JSON.stringify({ app }),
    'cdk.json.txt': '{"app": "go run ."}',
  });
  const directoryOf = (path: string) => (path === 'm/stack' ? 'lib/stack' : undefined);
  expect([...(await cdkAppDirectories(project, directoryOf))]).toEqual(expected);
});
