import { describe, expect, test } from 'vitest';
import { madeProject, programsIn } from '../../../../core/test/made-project.js';
import { describedBuild } from '../../../test/described-build.js';
import { readBuildEvidence } from '../read-evidence.js';

const programs = { ...programsIn('cmd/create', 'cmd/list'), 'go.mod': 'module example.com/shop\n' };

async function evidenceOf(makefile: string, more: Readonly<Record<string, string>> = {}) {
  return await readBuildEvidence(madeProject({ ...programs, ...more, Makefile: makefile }));
}

type Row = readonly [title: string, makefile: string, expected: readonly string[]];

const create = '-o bin/create ./cmd/create';
const list = '-o bin/list ./cmd/list';
const both = [`[bin/create] ${create}`, `[bin/list] ${list}`];

describe('go build in a makefile', () => {
  test.each<Row>([
    ['in a recipe', 'build:\n\tgo build -o bin/create ./cmd/create\n', [`[build] ${create}`]],
    ['after a semicolon', 'build: ; go build -o bin/create ./cmd/create\n', [`[build] ${create}`]],
    ['behind @ and -', 'build:\n\t@-go build .\n', ['[build] .']],
    [
      'behind variables',
      'GOCMD = go\nGOBUILD = $(GOCMD) build\nbuild:\n\t$(GOBUILD) -o bin/create ./cmd/create\n',
      [`[build] ${create}`],
    ],
    ['with go in an unset variable', 'build:\n\t$(GO) build .\n', ['[build] .']],
    [
      'with variables of all kinds',
      'A := b\nC ?= $(A)c\nA += d\nE = ${C},$A\nbuild:\n\tgo build -tags "$(E)" .\n',
      ['[build] -tags=b dc,b d .'],
    ],
    [
      'continued',
      'build:\n\tGOOS=linux \\\n\t  go build \\\n\t  -o bin/create ./cmd/create\n',
      [`[build] GOOS=linux ${create}`],
    ],
    [
      'with a directory for only one line',
      'build:\n\tcd cmd/create && go build -o ../../bin/create\n\tgo build .\n',
      [`[build] in cmd/create: ${create}`, '[build] .'],
    ],
    [
      'in one shell',
      '.ONESHELL:\nbuild:\n\tcd cmd/create\n\tgo build -o ../../bin/create\n',
      [`[build] in cmd/create: ${create}`],
    ],
    [
      'with exported variables',
      'export GOOS = linux\nGOARCH := arm64\nexport GOARCH\nCGO_ENABLED = 1\nbuild:\n\tgo build .\n',
      ['[build] GOOS=linux GOARCH=arm64 .'],
    ],
    ['with all variables exported', 'GOOS = linux\nexport\nbuild:\n\tgo build .\n', ['[build] GOOS=linux .']],
    ['with a comment', 'build: # go build nothing\n\tgo build . # all of it\n', ['[build] .']],
    [
      'with a loop',
      'F := create list\nbuild:\n\t@for f in $(F) ; do \\\n\t\tgo build -o bin/$$f ./cmd/$$f ; \\\n\tdone\n',
      [`[build] ${create}`, `[build] ${list}`],
    ],
    [
      'with a loop over a pattern',
      'build:\n\tfor d in cmd/*; do go build -o bin/$${d##*/} ./$$d; done\n',
      [`[build] ${create}`, `[build] ${list}`],
    ],
    [
      'with automatic variables',
      'bin/create: cmd/create/main.go go.mod\n\tgo build -o $@ ./$(<D)\nbin/list: cmd/list/main.go\n\tgo build -o $(@D)/$(@F) $^\n',
      [`[bin/create] ${create}`, '[bin/list] -o bin/list cmd/list/main.go'],
    ],
    ['in a rule of several targets', 'bin/create bin/list:\n\tgo build -o $@ ./cmd/$(notdir $@)\n', both],
    [
      'in a static pattern rule',
      'BINS = bin/create bin/list\n$(BINS): bin/%: cmd/%/main.go\n\tgo build -o $@ ./cmd/$*\n',
      both,
    ],
    [
      'in a pattern rule that other rules require',
      'build: $(patsubst cmd/%,bin/%,$(wildcard cmd/*))\nbin/%: cmd/%/main.go\n\tgo build -o $@ ./$(dir $<)\n',
      both,
    ],
    ['in a pattern rule whose sources exist', 'bin/%: cmd/%/main.go\n\tgo build -o $@ ./cmd/$*\n', both],
    [
      'in a pattern rule that $(MAKE) is asked for',
      'build:\n\t$(MAKE) $(foreach f,create list,build-$(f))\nbuild-%:\n\tgo build -o bin/$* ./cmd/$*\n',
      ['[build-create] -o bin/create ./cmd/create', '[build-list] -o bin/list ./cmd/list'],
    ],
    [
      'in the pattern rule with the shortest stem',
      'all: build-x-create\nbuild-%:\n\tgo build -tags wrong ./cmd/$*\nbuild-x-%:\n\tgo build ./cmd/$*\n',
      ['[build-x-create] ./cmd/create'],
    ],
    [
      'in a pattern rule that any caller may require',
      'build-%:\n\tgo build -o bin/$* ./cmd/$*\n',
      ['[build-%] -o bin/${*} ./cmd/${*} ?*'],
    ],
    [
      'in a target that another calls with variables',
      'all:\n\t$(MAKE) one NAME=create\n\tGOOS=linux make one NAME=list\none:\n\tgo build -o bin/$(NAME) ./cmd/$(NAME)\n',
      [`[one] ${create}`, `[one] GOOS=linux ${list}`],
    ],
    [
      'with variables of its target',
      'build: GOOS = linux\nbuild: export GOARCH := arm64\nbuild: one\none:\n\tGOOS=$(GOOS) go build .\n',
      ['[one] GOARCH=arm64 GOOS=linux .'],
    ],
    [
      'by a template',
      'define RULE\nbin/$(1): cmd/$(1)/main.go\n\tgo build -o $$@ ./cmd/$(1)\nendef\n$(foreach f,create list,$(eval $(call RULE,$(f))))\n',
      both,
    ],
    [
      'by a function',
      'build-fn = go build -o bin/$(1) ./cmd/$(1)\nbuild:\n\t$(call build-fn,create)\n\t$(call build-fn,list)\n',
      [`[build] ${create}`, `[build] ${list}`],
    ],
    [
      'by several lines in a variable',
      'define steps\ngo build -o bin/create ./cmd/create\n@go build -o bin/list ./cmd/list\nendef\nbuild:\n\t$(steps)\n',
      [`[build] ${create}`, `[build] ${list}`],
    ],
    [
      'with the output of the shell',
      'FNS := $(shell ls cmd)\nbuild: $(addprefix bin/,$(FNS))\nbin/%:\n\tgo build -o $@ ./cmd/$*\n',
      both,
    ],
    [
      'with the output of find',
      "FNS = $(shell find cmd -name \\*main.go | awk -F'/' '{print $$2}')\nbuild:\n\tfor f in $(FNS); do go build -o bin/$$f ./cmd/$$f; done\n",
      [`[build] ${create}`, `[build] ${list}`],
    ],
    [
      'with the output of git',
      'VERSION := $(shell git describe --tags)\nLDFLAGS = -s -X main.v=$(VERSION)\nbuild:\n\tgo build -ldflags "$(LDFLAGS)" .\n',
      ['[build] -ldflags=-s -X main.v=${VERSION} . ?VERSION'],
    ],
    [
      'with a condition that holds',
      'ifeq ($(OS),Windows_NT)\nEXT = .exe\nelse\nEXT =\nendif\nbuild:\n\tgo build -o bin/create$(EXT) ./cmd/create\n',
      [`[build] ${create}`],
    ],
    [
      'with a condition on a variable',
      'DEBUG ?= 1\nifdef DEBUG\nTAGS = debug\nelse ifeq ($(X),y)\nTAGS = y\nelse\nTAGS = fast\nendif\nbuild:\n\tgo build -tags $(TAGS) .\n',
      ['[build] -tags=debug .'],
    ],
    [
      'with an undecidable condition',
      'T = a\nifeq ($(shell git rev-parse HEAD),x)\nT = b\nendif\nbuild:\n\tgo build -tags $(T) .\n',
      ['[build] -tags=${T} . ?T'],
    ],
    [
      'with lines in an undecidable condition',
      'X := $(shell date)\nbuild:\nifeq ($(X),y)\n\tgo build ./cmd/create\nelse\n\tgo build ./cmd/list\nendif\n',
      ['[build] ./cmd/create', '[build] ./cmd/list'],
    ],
    [
      'with its own directory',
      'ROOT := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))\nbuild:\n\tcd $(CURDIR)/cmd/create && go build -o $(ROOT)bin/create\n',
      [`[build] in cmd/create: ${create}`],
    ],
    [
      'for SAM',
      'build-CreateFunction:\n\tGOOS=linux go build -o $(ARTIFACTS_DIR)/bootstrap ./cmd/create\n',
      ['[build-CreateFunction] GOOS=linux -o $(ARTIFACTS_DIR)/bootstrap ./cmd/create'],
    ],
    [
      'for SAM, in a directory',
      'build-CreateFunction:\n\tcd cmd/create && go build -o $$ARTIFACTS_DIR/bootstrap\n',
      ['[build-CreateFunction] in cmd/create: -o $(ARTIFACTS_DIR)/bootstrap ./cmd/create'],
    ],
    [
      'for SAM, in a prerequisite',
      'build-CreateFunction: NAME = create\nbuild-CreateFunction: one\none:\n\tgo build -o ${ARTIFACTS_DIR}/bootstrap ./cmd/$(NAME)\n',
      ['[build-CreateFunction] -o $(ARTIFACTS_DIR)/bootstrap ./cmd/create'],
    ],
    [
      'for SAM, through a different target',
      'build-CreateFunction:\n\t$(MAKE) one NAME=create\none:\n\tgo build -o ${ARTIFACTS_DIR}/bootstrap ./cmd/$(NAME)\n',
      ['[build-CreateFunction] -o $(ARTIFACTS_DIR)/bootstrap ./cmd/create'],
    ],
    [
      'for SAM, whatever the function',
      'build-%:\n\tgo build -o $(ARTIFACTS_DIR)/bootstrap ./cmd/$*\n',
      ['[build-%] -o $(ARTIFACTS_DIR)/bootstrap ./cmd/${*} ?*'],
    ],
    [
      'for SAM, by several targets',
      'build-A build-B:\n\tgo build -o $(ARTIFACTS_DIR)/bootstrap .\n',
      ['[build-A] -o $(ARTIFACTS_DIR)/bootstrap .', '[build-B] -o $(ARTIFACTS_DIR)/bootstrap .'],
    ],
    [
      'with functions of words',
      'D = $(sort $(dir $(wildcard cmd/*/main.go)))\nbuild: $(D:cmd/%/=%)\ncreate list:\n\tgo build -o bin/$(basename $@.x) ./$(filter cmd/$@/,$(D))\n',
      ['[create] -o bin/create ./cmd/create', '[list] -o bin/list ./cmd/list'],
    ],
    [
      'with choices',
      'A := $(if $(X),x,$(firstword a b))$(subst o,0,foo)$(strip  c )$(word 2,d e)$(lastword f g)\nbuild:\n\tgo build -tags $(A)$(or ,$(filter-out h,h i)) .\n',
      ['[build] -tags=af00cegi .'],
    ],
    [
      'with parts of a name',
      'all: bin/create.zip\nbin/%.zip:\n\tgo build -o $(@:%.zip=%) ./cmd/$(notdir $(patsubst %/,%,$(dir $(word 2,$(subst bin, bin,$@))$*/)))\n',
      ['[bin/create.zip] -o bin/create ./cmd/create'],
    ],
    [
      'with commands generated by foreach',
      'build:\n\t$(foreach f,create list,go build -o bin/$(f) ./cmd/$(f);)\n\t@$(foreach d,cmd/create,(cd $(d) && go build -o ../../bin/$(notdir $(d))) &&) true\n',
      [`[build] ${create}`, `[build] ${list}`, `[build] in cmd/create: ${create}`],
    ],
    [
      'with a name cut from its target',
      'build-create build-list:\n\tgo build -o bin/$(subst build-,,$@) ./cmd/$(@:build-%=%)\n',
      [`[build-create] ${create}`, `[build-list] ${list}`],
    ],
    [
      'with a loop over an unset variable',
      'build:\n\tfor d in $(DIRS); do go build -o bin/$$d ./cmd/$$d; done\n',
      ['[build] -o bin/${d} ./cmd/${d} ?d'],
    ],
    [
      'in two commands on a line, one of them unknown',
      'build:\n\tgo build ./cmd/create; go build $(X)\n',
      ['[build] ./cmd/create', '[build] ./${X} ?X'],
    ],
    ['with two colons', 'build::\n\tgo build -o bin/create ./cmd/create\n', [`[build] ${create}`]],
  ])('is read %s', async (_, makefile, expected) => {
    const { commands, unread } = await evidenceOf(makefile);
    expect(unread).toEqual([]);
    expect(commands.map(describedBuild)).toEqual(expected);
  });

  test('is read from makefiles in other directories, relative to them', async () => {
    const more = { 'cmd/create/Makefile': 'OUT ?= x\nbuild:\n\tGOOS=linux go build -o ../../bin/$(OUT)\n' };
    const { commands } = await evidenceOf('all:\n\t$(MAKE) -C cmd/create build OUT=create\n', more);
    expect(commands.map(describedBuild)).toEqual([
      '[build] in cmd/create: GOOS=linux -o bin/create ./cmd/create',
      '[build] in cmd/create: GOOS=linux -o bin/x ./cmd/create',
    ]);
  });

  test('is read through included makefiles, relative to the including one', async () => {
    const more = { 'make/build.mk': 'build:\n\tgo build $(FLAGS) -o bin/create ./cmd/create\n' };
    const { commands } = await evidenceOf('FLAGS = -trimpath\ninclude make/*.mk\n-include local.mk\n', more);
    expect(commands.map(describedBuild)).toEqual([`[build] -trimpath ${create}`]);
    expect(commands[0]?.location).toEqual({ file: 'make/build.mk', line: 2, column: 2 });
  });

  test('is read from scripts that a recipe runs, as part of its target', async () => {
    const more = { 'scripts/one.sh': 'go build -o bin/$1 ./cmd/$1\n' };
    const { commands } = await evidenceOf('build:\n\tGOOS=linux ./scripts/one.sh create\n', more);
    expect(commands.map(describedBuild)).toEqual([`[build] GOOS=linux ${create}`]);
  });

  test('is located at the start of its recipe line, as written', async () => {
    const { commands } = await evidenceOf(
      'N = create\n\nbuild:\n\techo\n\t@go build \\\n\t  -o bin/$(N) ./cmd/$(N)\n',
    );
    expect(commands[0]).toMatchObject({
      file: 'Makefile',
      location: { file: 'Makefile', line: 5, column: 2 },
      source: 'go build -o bin/$(N) ./cmd/$(N)',
    });
  });

  test('that cannot be parsed is reported', async () => {
    const { commands, unread } = await evidenceOf('build:\n\tgo build "x\n\tgo build .\n');
    expect(commands.map(describedBuild)).toEqual(['[build] .']);
    expect(unread).toEqual([
      {
        source: 'go build "x',
        reason: 'unclosed double quote',
        location: { file: 'Makefile', line: 2, column: 2 },
      },
    ]);
  });
});

describe('a makefile that never ends', () => {
  test.each([
    ['calls itself', 'a:\n\t$(MAKE) a\n\t$(MAKE) a\n\tgo build .\n'],
    ['includes itself', 'include Makefile\ninclude Makefile\na:\n\tgo build .\n'],
    ['evaluates itself', 'define X\n$(eval $(X))$(eval $(X))\nendef\n$(X)\na:\n\tgo build .\n'],
    ['expands itself', 'X = $(X)$(X)\na:\n\tgo build $(X) .\n'],
    ['needs itself', 'a: b\nb: a\nbuild-a: a\n\tgo build .\n'],
    ['generates patterns from patterns', 'all: a\n%: %x\n\tgo build $*\n'],
    ['doubles a text', `X = aaaa\n${'X := $(X)$(X)\n'.repeat(60)}a:\n\tgo build $(X)\n`],
    ['nests references', `a:\n\tgo build ${'$(x '.repeat(5000)}\n`],
  ])(
    'is abandoned when it %s',
    async (_, makefile) => {
      const { commands } = await evidenceOf(makefile);
      expect(commands.length).toBeLessThanOrEqual(5_000);
    },
    20_000,
  );
});
