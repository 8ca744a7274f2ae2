// nightly-report counts the orders once a day.
package main

import (
	"context"
	"log"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"example.com/quickstart/internal/orders"
	"example.com/quickstart/internal/report"
)

func main() {
	store, err := orders.Open(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	template, err := report.Load()
	if err != nil {
		log.Fatal(err)
	}
	lambda.Start(handler{store, template}.handle)
}

type handler struct {
	store    *orders.Store
	template report.Template
}

type result struct {
	Counts map[orders.Status]int `json:"counts"`
	Report string                `json:"report"`
}

func (h handler) handle(ctx context.Context, event events.EventBridgeEvent) (result, error) {
	counts, err := h.store.Count(ctx)
	if err != nil {
		return result{}, err
	}
	text, err := h.template.Render(event.Time, counts)
	if err != nil {
		return result{}, err
	}
	slog.InfoContext(ctx, "nightly-report", "new", counts[orders.New], "paid", counts[orders.Paid])
	return result{Counts: counts, Report: text}, nil
}
