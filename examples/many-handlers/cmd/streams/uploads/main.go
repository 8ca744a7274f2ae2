// uploads checks product pictures as they are uploaded.
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

func handle(ctx context.Context, event events.S3Event) error {
	for _, record := range event.Records {
		if record.S3.Object.Size > 10<<20 {
			slog.WarnContext(ctx, "picture too large", "key", record.S3.Object.Key)
		}
	}
	return nil
}
