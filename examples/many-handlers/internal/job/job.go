// Package job makes handlers for functions that run on a schedule.
package job

import (
	"context"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

// Result is the result of a job, for the log and the response.
type Result struct {
	Job   string   `json:"job"`
	Found []string `json:"found"`
}

// Start runs a function for each event, with the time of the event, so a late or repeated run has the same result.
func Start(name string, find func(now time.Time) []string) {
	lambda.Start(Handler(name, find))
}

// Handler returns a function for lambda.Start.
func Handler(name string, find func(now time.Time) []string) func(context.Context, events.EventBridgeEvent) (Result, error) {
	return func(ctx context.Context, event events.EventBridgeEvent) (Result, error) {
		result := Result{Job: name, Found: find(event.Time)}
		slog.InfoContext(ctx, name, "found", len(result.Found))
		return result, nil
	}
}
