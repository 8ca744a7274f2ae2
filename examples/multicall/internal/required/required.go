// Package required reads variables without which a program cannot run.
package required

import (
	"log"
	"os"
)

// Variable returns the value of an environment variable, or ends the program.
func Variable(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("the variable %s is not set", name)
	}
	return value
}
