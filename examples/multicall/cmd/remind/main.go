// remind writes a message for each booking, once a day.
package main

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/theatre/internal/bookings"
	"example.com/theatre/internal/required"
)

// Only this handler has a sender. Without the variable, the others work nevertheless.
var sender = required.Variable("MAIL_FROM")

var store = bookings.MustOpen()

func main() {
	lambda.Start(handle)
}

func handle(ctx context.Context, _ events.EventBridgeEvent) error {
	all, err := store.All(ctx)
	for _, booking := range all {
		slog.InfoContext(ctx, "remind", "from", sender, "to", booking.Mail, "seat", booking.Seat)
	}
	return err
}
