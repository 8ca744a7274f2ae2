// cancel makes the seats in the messages of a queue free again.
package main

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/theatre/internal/bookings"
)

var store = bookings.MustOpen()

func main() {
	lambda.Start(handle)
}

func handle(ctx context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
	var response events.SQSEventResponse
	for _, message := range event.Records {
		if err := store.Cancel(ctx, message.Body); err != nil {
			slog.ErrorContext(ctx, "cancel", "message", message.MessageId, "error", err)
			failure := events.SQSBatchItemFailure{ItemIdentifier: message.MessageId}
			response.BatchItemFailures = append(response.BatchItemFailures, failure)
		}
	}
	return response, nil
}
