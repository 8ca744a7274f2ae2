package main

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"example.com/quickstart/internal/orders"
	"example.com/quickstart/internal/orders/orderstest"
)

func TestReportsTheMessagesThatFailed(t *testing.T) {
	text, err := os.ReadFile("../../events/process-payments.json")
	if err != nil {
		t.Fatal(err)
	}
	var event events.SQSEvent
	if err := json.Unmarshal(text, &event); err != nil {
		t.Fatal(err)
	}
	table := &orderstest.Table{}
	table.Add("order-1", "new")

	response, err := handler{orders.NewStore(table, "orders")}.handle(context.Background(), event)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(response)
	want := `{"batchItemFailures":[{"itemIdentifier":"22222222-2222-2222-2222-222222222222"},` +
		`{"itemIdentifier":"33333333-3333-3333-3333-333333333333"}]}`
	if string(got) != want {
		t.Errorf("got %s", got)
	}
	if table.Text("order-1", "paymentId") != "pay-1" {
		t.Errorf("stored %v", table.Items)
	}
}

func TestAnEmptyBatchHasNoFailures(t *testing.T) {
	response, err := handler{}.handle(context.Background(), events.SQSEvent{})
	if got, _ := json.Marshal(response); err != nil || string(got) != `{"batchItemFailures":[]}` {
		t.Errorf("got %s, %v", got, err)
	}
}
