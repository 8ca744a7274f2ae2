// Package build says which build of the application is running.
package build

// Version is set by the linker: see ldflags in lambdazip.json.
var Version = "dev"
