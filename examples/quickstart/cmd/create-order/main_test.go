package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"example.com/quickstart/internal/orders"
	"example.com/quickstart/internal/orders/orderstest"
)

func TestAnswersTheSampleEvent(t *testing.T) {
	table := &orderstest.Table{}
	event := sample(t)
	for _, encoded := range []bool{false, true} {
		if encoded {
			event.Body, event.IsBase64Encoded = base64.StdEncoding.EncodeToString([]byte(event.Body)), true
		}
		response, err := handler{orders.NewStore(table, "orders")}.handle(context.Background(), event)
		if err != nil || response.StatusCode != 201 {
			t.Fatalf("got %+v, %v", response, err)
		}
		var order orders.Order
		if err := json.Unmarshal([]byte(response.Body), &order); err != nil || table.Items[order.ID] == nil {
			t.Errorf("got %s, %v", response.Body, err)
		}
	}
}

func TestSaysWhatIsWrongWithTheBody(t *testing.T) {
	event := sample(t)
	event.Body = `{"customer":"ada","amountCents":0,"currency":"EUR"}`
	response, err := handler{}.handle(context.Background(), event)
	if want := `{"message":"amountCents must be greater than 0"}`; err != nil || response.StatusCode != 400 || response.Body != want {
		t.Errorf("got %+v, %v", response, err)
	}
	response, err = handler{}.handle(context.Background(), events.APIGatewayV2HTTPRequest{Body: "?", IsBase64Encoded: true})
	if err != nil || response.StatusCode != 400 {
		t.Errorf("got %+v, %v", response, err)
	}
}

func TestKeepsInternalErrorsToItself(t *testing.T) {
	table := &orderstest.Table{Err: errors.New("secret")}
	response, err := handler{orders.NewStore(table, "orders")}.handle(context.Background(), sample(t))
	if err != nil || response.StatusCode != 500 || strings.Contains(response.Body, "secret") {
		t.Errorf("got %+v, %v", response, err)
	}
}

func sample(t *testing.T) (event events.APIGatewayV2HTTPRequest) {
	t.Helper()
	text, err := os.ReadFile("../../events/create-order.json")
	if err == nil {
		err = json.Unmarshal(text, &event)
	}
	if err != nil {
		t.Fatal(err)
	}
	return event
}
