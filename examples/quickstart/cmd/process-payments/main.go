// process-payments marks orders as paid, one for each message of an SQS batch.
package main

import (
	"context"
	"log"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/quickstart/internal/orders"
)

func main() {
	store, err := orders.Open(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	lambda.Start(handler{store}.handle)
}

type handler struct{ store *orders.Store }

// handle reports the messages that failed: SQS delivers only those again.
func (h handler) handle(ctx context.Context, event events.SQSEvent) (events.SQSEventResponse, error) {
	response := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	for _, message := range event.Records {
		if err := h.pay(ctx, message.Body); err != nil {
			slog.ErrorContext(ctx, "process-payments", "message", message.MessageId, "error", err)
			response.BatchItemFailures = append(response.BatchItemFailures,
				events.SQSBatchItemFailure{ItemIdentifier: message.MessageId})
		}
	}
	return response, nil
}

func (h handler) pay(ctx context.Context, body string) error {
	payment, err := orders.ParsePayment(body)
	if err != nil {
		return err
	}
	return h.store.Pay(ctx, payment)
}
