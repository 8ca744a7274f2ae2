import { generatedHeader } from './gate-source.js';
import { goString } from './go-string.js';

/**
 * The package that is initialized directly after `os`: it gives the program the arguments that the bootstrap would, or
 * ends it, before other packages read them.
 *
 * @param gate the import path of the gate
 * @param setsFlag whether `flag` has already read the name of the program
 */
export function startSource(gate: string, setsFlag: boolean): string {
  return `${generatedHeader}
// Package start sets what a program of its own would find, or ends the program.
package start

import (
${setsFlag ? '\t"flag"\n' : ''}\t"os"

	gate ${goString(gate)}
)

func init() {
	if gate.Main < 0 {
		refuse()
	}
	root := os.Getenv("LAMBDA_TASK_ROOT")
	if root == "" {
		root = "."
	}
	os.Args = append([]string{root + "/" + gate.Handler}, gate.Args...)
	if os.Getenv("_HANDLER") != gate.Handler {
		os.Setenv("_HANDLER", gate.Handler)
	}
${setsFlag ? '\tflag.CommandLine.Init(os.Args[0], flag.ExitOnError)\n' : ''}}
${refusal}`;
}

// Lambda's log accepts lines of 256 KiB; people read the beginning.
const refusal = `
// named is how many handlers a message names.
const named = 50

func refuse() {
	text := "bootstrap: no handler: _HANDLER is not set and no argument is given"
	if gate.Handler != "" {
		text = "bootstrap: cannot start handler \\"" + gate.Handler + "\\": no such handler in this program; the function's Handler must be one of: "
		for i, name := range nearest(gate.Handler) {
			if i == named {
				text += ", ..."
				break
			}
			if i > 0 {
				text += ", "
			}
			text += name
		}
	}
	os.Stderr.WriteString(text + "\\n")
	os.Exit(127)
}

// handlers returns the first words of the lines of the catalog, except its first and last line.
func handlers() []string {
	var names []string
	for text := gate.Catalog; text != ""; {
		end := 0
		for text[end] != ' ' {
			end++
		}
		names = append(names, text[:end])
		for text[end] != '\\n' {
			end++
		}
		text = text[end+1:]
	}
	return names[1 : len(names)-1]
}

// nearest returns all handlers, those that differ in the fewest letters first.
func nearest(handler string) []string {
	all := handlers()
	names := make([]string, len(all))
	steps := make([]int, len(all))
	for i, name := range all {
		n := distance(handler, name)
		at := i
		for at > 0 && steps[at-1] > n {
			names[at], steps[at] = names[at-1], steps[at-1]
			at--
		}
		names[at], steps[at] = name, n
	}
	return names
}

// distance returns how many letters have to be added, removed or replaced. Handlers have at most 128 letters.
func distance(a, b string) int {
	if len(a) > 512 {
		a = a[:512]
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 0; i < len(a); i++ {
		diagonal := row[0]
		row[0] = i + 1
		for j := 0; j < len(b); j++ {
			best := diagonal
			if a[i] != b[j] {
				best = diagonal + 1
			}
			if row[j+1]+1 < best {
				best = row[j+1] + 1
			}
			if row[j]+1 < best {
				best = row[j] + 1
			}
			diagonal, row[j+1] = row[j+1], best
		}
	}
	return row[len(b)]
}
`;
