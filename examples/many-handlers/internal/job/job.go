// Package job makes handlers of functions that run on a schedule.
package job

import (
	"context"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

// Result is what a job did, for the log and the answer.
type Result struct {
	Job   string   `json:"job"`
	Found []string `json:"found"`
}

// Start runs a function at each event, with the time of the event: a late or repeated run gives the same result.
func Start(name string, find func(now time.Time) []string) {
	lambda.Start(Handler(name, find))
}

// Handler is what lambda.Start takes.
func Handler(name string, find func(now time.Time) []string) func(context.Context, events.EventBridgeEvent) (Result, error) {
	return func(ctx context.Context, event events.EventBridgeEvent) (Result, error) {
		result := Result{Job: name, Found: find(event.Time)}
		slog.InfoContext(ctx, name, "found", len(result.Found))
		return result, nil
	}
}
