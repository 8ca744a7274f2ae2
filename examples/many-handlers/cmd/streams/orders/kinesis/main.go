// orders/kinesis logs the stream of orders.
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

func handle(ctx context.Context, event events.KinesisEvent) error {
	for _, record := range event.Records {
		slog.InfoContext(ctx, "order", "partition", record.Kinesis.PartitionKey, "bytes", len(record.Kinesis.Data))
	}
	return nil
}
