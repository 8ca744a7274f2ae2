// report counts the bookings, once a week.
package main

import (
	"context"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/theatre/internal/bookings"
)

var store = bookings.MustOpen()

func main() {
	lambda.Start(handle)
}

type result struct {
	Bookings int `json:"bookings"`
}

func handle(ctx context.Context, _ events.EventBridgeEvent) (result, error) {
	all, err := store.All(ctx)
	return result{Bookings: len(all)}, err
}
