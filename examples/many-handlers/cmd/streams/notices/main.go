// notices logs messages from other parts of the shop.
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

func handle(ctx context.Context, event events.SNSEvent) error {
	for _, record := range event.Records {
		slog.InfoContext(ctx, "notice", "subject", record.SNS.Subject)
	}
	return nil
}
