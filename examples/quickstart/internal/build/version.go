// Package build has the version of the application.
package build

// Version is set by the linker: see ldflags in lambdazip.json.
var Version = "dev"
