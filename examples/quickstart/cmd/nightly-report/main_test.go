package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"example.com/quickstart/internal/orders"
	"example.com/quickstart/internal/orders/orderstest"
	"example.com/quickstart/internal/report"
)

func TestReportsTheSampleEvent(t *testing.T) {
	t.Setenv("LAMBDA_TASK_ROOT", "../..")
	template, err := report.Load()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../events/nightly-report.json")
	if err != nil {
		t.Fatal(err)
	}
	var event events.EventBridgeEvent
	if err := json.Unmarshal(text, &event); err != nil {
		t.Fatal(err)
	}
	table := &orderstest.Table{}
	table.Add("a", "new")
	table.Add("b", "new")
	table.Add("c", "paid")

	result, err := handler{orders.NewStore(table, "orders"), template}.handle(context.Background(), event)
	want := "Orders on 2026-11-24: 3\n  new:  2\n  paid: 1\n"
	if err != nil || result.Report != want || result.Counts[orders.New] != 2 {
		t.Errorf("got %+v, %v", result, err)
	}
}

func TestFailsWithTheTable(t *testing.T) {
	broken := errors.New("broken")
	store := orders.NewStore(&orderstest.Table{Err: broken}, "orders")
	if _, err := (handler{store: store}).handle(context.Background(), events.EventBridgeEvent{}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
