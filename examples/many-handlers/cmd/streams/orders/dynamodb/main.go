// orders/dynamodb logs changes to the table of orders.
package main

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
)

func main() {
	lambda.Start(handle)
}

func handle(ctx context.Context, event events.DynamoDBEvent) error {
	for _, record := range event.Records {
		slog.InfoContext(ctx, "order changed", "what", record.EventName, "keys", len(record.Change.Keys))
	}
	return nil
}
